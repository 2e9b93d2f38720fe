# Starts the host as build.sh does, which says more: at once when nothing that it is compiled from has changed, else after compiling what did.
#
#   ./build.ps1 --target Train ...     every argument goes to the host, and its exit code comes back (1 when it cannot be compiled)
#
# For PowerShell 7, and for Windows PowerShell 5.1, which loses empty arguments and quotes inside of them. All that can be done elsewhere is done by
# build/compile/launcher, a small program that is compiled here first, into a folder named by the digest of its sources.

# Not Stop: what a program writes to its standard error would end the script in Windows PowerShell.
$ErrorActionPreference = 'Continue'

function Find-DotNet {
    $file = if ($env:OS -eq 'Windows_NT') { 'dotnet.exe' } else { 'dotnet' }
    if ($env:DOTNET_ROOT -and [IO.File]::Exists([IO.Path]::Combine($env:DOTNET_ROOT, $file))) { return [IO.Path]::Combine($env:DOTNET_ROOT, $file) }
    $command = Get-Command -Name $file -CommandType Application -ErrorAction SilentlyContinue | Select-Object -First 1
    if ($command) { return $command.Source }
    $own = [IO.Path]::Combine($HOME, '.dotnet', $file)
    if ([IO.File]::Exists($own)) { return $own }
}

function Get-Digest([string[]] $files) {
    $sha256 = [Security.Cryptography.SHA256]::Create()
    $digests = foreach ($file in $files) { [BitConverter]::ToString($sha256.ComputeHash([IO.File]::ReadAllBytes($file))) }
    $all = $sha256.ComputeHash([Text.Encoding]::ASCII.GetBytes($digests -join ' '))
    return [BitConverter]::ToString($all).Replace('-', '').Substring(0, 16).ToLowerInvariant()
}

function Stop-Build([string] $sentence) {
    [Console]::Error.WriteLine($sentence)
    exit 1
}

# In a folder of its own until it is whole, so that two first runs do not meet: the second to end finds the folder of the first.
function New-Launcher([string] $dotnet, [string] $folder) {
    $version = [Text.RegularExpressions.Regex]::Match([IO.File]::ReadAllText("$PSScriptRoot/global.json"), '"version": *"([^"]*)"').Groups[1].Value
    $env:DOTNET_NOLOGO = '1'
    $env:DOTNET_CLI_TELEMETRY_OPTOUT = '1'
    Push-Location -LiteralPath $PSScriptRoot
    try {
        if (-not $dotnet -or "$(& $dotnet --version 2>$null)" -ne $version) {
            Stop-Build "this build needs the .NET SDK $version exactly: install it from the .NET download page (other versions may stay beside it) and run again"
        }
        # Relative, as MSBuild wants it: it stands below the root.
        $temporary = ".levain/launcher/tmp.$PID"
        $said = & $dotnet build build/compile/launcher/Launcher.csproj -c Release -nologo -v:q -nodeReuse:false -p:UseSharedCompilation=false "-p:LevainCompileFolder=$temporary"
        if ($LASTEXITCODE -ne 0) { Stop-Build ("the launcher does not compile:`n" + ($said -join "`n")) }
        try { [IO.Directory]::Move("$PSScriptRoot/$temporary/bin/build/compile/launcher", $folder) } catch { }
        Remove-Item -LiteralPath "$PSScriptRoot/$temporary" -Recurse -Force -ErrorAction SilentlyContinue
        if (-not [IO.File]::Exists("$folder/Launcher.dll")) { Stop-Build "the launcher cannot be moved to $folder" }
    }
    finally {
        Pop-Location
    }
}

# What PowerShell has split is joined again: `a,b` without quotes is a list to it.
$arguments = @($args | ForEach-Object { $_ -join ',' })
$dotnet = Find-DotNet
$sources = @([IO.Directory]::GetFiles("$PSScriptRoot/build/compile/launcher") | Sort-Object) + "$PSScriptRoot/Directory.Build.props" + "$PSScriptRoot/global.json"
$folder = "$PSScriptRoot/.levain/launcher/$(Get-Digest $sources)"
if (-not $dotnet -or -not [IO.File]::Exists("$folder/Launcher.dll")) { New-Launcher $dotnet $folder }
& $dotnet "$folder/Launcher.dll" $dotnet $PSScriptRoot @arguments
exit $LASTEXITCODE
