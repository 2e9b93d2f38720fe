using System.Diagnostics;
using System.Globalization;
using System.Text.Json;
using Levain.Registry.Mail;

namespace Levain.Registry.Tests;

/// <summary>Mail as somebody else's server takes it, and somebody else's program reads it.</summary>
public sealed class PythonPostTests
{
    private const string Server = """
        import asyncore, email, email.policy, json, smtpd, sys
        class Post(smtpd.SMTPServer):
            def process_message(self, peer, sender, recipients, data, **options):
                mail = email.message_from_bytes(data, policy=email.policy.default)
                print(json.dumps({"sender": sender, "recipients": recipients, "from": mail["From"], "to": mail["To"], "subject": mail["Subject"], "date": mail["Date"].datetime.isoformat(),
                    "defects": [str(each) for each in mail.defects], "body": mail.get_content()}), flush=True)
        post = Post(("127.0.0.1", 0), None)
        print(post.socket.getsockname()[1], flush=True)
        asyncore.loop(timeout=0.2)
        """;

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_mail_reads_the_same_on_the_other_side()
    {
        using var python = Start();
        try
        {
            if (!int.TryParse(await python.StandardOutput.ReadLineAsync(Cancellation), NumberStyles.None, CultureInfo.InvariantCulture, out var port)) Assert.Skip("this Python has no mail server");
            var notification = Samples.Failed with { Group = "ячмень-大麦-🏒-" + string.Concat(Enumerable.Repeat("длинное имя ", 20)), Facts = [new("odd", "\r\n.\r\nBcc: all@example.org 🏒")] };
            var to = MailAddress.ParseMany("ann@example.org, \"Müller, Bert\" <bert@example.org>", "X");

            await new EmailNotifier(new("127.0.0.1", port, IsTls: false), MailAddress.ParseOne("Ячмень CI <ci@example.org>", "X"), to, new Testing.ManualClock()) { Patience = Samples.NoPatience }.SendAsync(notification, Cancellation);

            var mail = JsonDocument.Parse((await python.StandardOutput.ReadLineAsync(Cancellation))!).RootElement;
            string Text(string name) => mail.GetProperty(name).GetString()!;
            Assert.Equal(NotificationText.Subject(notification), Text("subject"));
            Assert.Equal(NotificationText.Whole(notification), Text("body").ReplaceLineEndings("\n"));
            Assert.Equal(("Ячмень CI <ci@example.org>", "ann@example.org, \"Müller, Bert\" <bert@example.org>", "2026-01-01T00:00:00+00:00"), (Text("from"), Text("to"), Text("date")));
            Assert.Equal(["ann@example.org", "bert@example.org"], mail.GetProperty("recipients").EnumerateArray().Select(each => each.GetString()));
            Assert.Equal(0, mail.GetProperty("defects").GetArrayLength());
        }
        finally
        {
            python.Kill();
            await python.WaitForExitAsync(Cancellation);
        }
    }

    private static Process Start()
    {
        try
        {
            return Process.Start(new ProcessStartInfo("python3", ["-W", "ignore", "-c", Server]) { RedirectStandardOutput = true, RedirectStandardError = true })!;
        }
        catch (System.ComponentModel.Win32Exception)
        {
            Assert.Skip("there is no Python");
            throw;
        }
    }
}
