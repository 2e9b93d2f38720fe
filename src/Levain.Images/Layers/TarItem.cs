namespace Levain.Images;

/// <summary>One entry of a tar as it says itself: nothing of it has been checked.</summary>
/// <param name="Type">As in the header: <c>0</c> a file, <c>1</c> a hard link, <c>2</c> a symbolic link, <c>5</c> a folder.</param>
internal readonly record struct TarItem(string Name, char Type, int Mode, long Size, string Target)
{
    public bool IsFile => Type is '0' or '\0' or '7';
}
