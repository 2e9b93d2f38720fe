using System.Net.Security;
using System.Text;
using Levain.Registry.Mail;
using Levain.Remotes;
using Levain.Testing;

namespace Levain.Registry.Tests;

/// <summary>Mail is handed to a server: encrypted where it can be, and without telling anybody the password.</summary>
public sealed class EmailNotifierTests
{
    private const string Password = "pa ss:wörd";

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_mail_is_handed_in()
    {
        await using var post = new TestPost();

        await Email(post, user: null).SendAsync(Samples.Failed, Cancellation);

        Assert.Equal(["EHLO [127.0.0.1]", "MAIL FROM:<ci@example.org>", "RCPT TO:<ann@example.org>", "RCPT TO:<bert@example.org>", "DATA", "QUIT"], post.Said);
        var mail = Assert.Single(post.Mails);
        Assert.Contains($"Subject: {NotificationText.Subject(Samples.Failed)}\n", mail, StringComparison.Ordinal);
        Assert.Contains("mape: 0.41", Encoding.UTF8.GetString(Convert.FromBase64String(mail[mail.IndexOf("\n\n", StringComparison.Ordinal)..])), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Where_the_server_can_encrypt_the_password_goes_only_then()
    {
        await using var post = new TestPost { Abilities = ["STARTTLS", "AUTH PLAIN"] };

        await Email(post).SendAsync(Samples.Failed, Cancellation);

        Assert.Equal(["EHLO [127.0.0.1]", "STARTTLS"], post.Plain);
        Assert.Equal(["EHLO [127.0.0.1]", $"AUTH PLAIN {Base64($"\0ci\0{Password}")}"], post.Said.Skip(2).Take(2));
        Assert.Single(post.Mails);
    }

    [Fact]
    public async Task All_may_be_encrypted_from_the_first_byte()
    {
        await using var post = new TestPost { IsTls = true };

        await Email(post).SendAsync(Samples.Failed, Cancellation);

        Assert.Empty(post.Plain);
        Assert.Single(post.Mails);
    }

    [Fact]
    public async Task A_server_that_knows_only_LOGIN_gets_that()
    {
        await using var post = new TestPost { IsTls = true, SecureAbilities = ["AUTH=LOGIN"] };

        await Email(post).SendAsync(Samples.Failed, Cancellation);

        Assert.Equal(["AUTH LOGIN", Base64("ci"), Base64(Password)], post.Said.Skip(1).Take(3));
        Assert.Single(post.Mails);
    }

    [Fact]
    public async Task A_server_that_knows_no_EHLO_gets_HELO()
    {
        await using var post = new TestPost { Instead = { ["EHLO"] = "502 what" } };

        await Email(post, user: null).SendAsync(Samples.Failed, Cancellation);

        Assert.Equal("HELO [127.0.0.1]", post.Said[1]);
        Assert.Single(post.Mails);
    }

    [Fact]
    public async Task A_certificate_that_nobody_vouches_for_is_refused_before_the_password()
    {
        await using var post = new TestPost { Abilities = ["STARTTLS", "AUTH PLAIN"] };
        var email = new EmailNotifier(Server(post, ("ci", Password)), One("ci@example.org"), [One("ann@example.org")], TimeProvider.System) { Patience = Samples.NoPatience };

        var error = await Assert.ThrowsAnyAsync<BuildException>(() => email.SendAsync(Samples.Failed, Cancellation));

        Assert.Equal("the certificate of the mail server is not to be trusted", error.Message);
        Assert.Equal(["EHLO [127.0.0.1]", "STARTTLS"], post.Said);
    }

    [Fact]
    public async Task What_somebody_says_before_encryption_is_no_answer_after_it()
    {
        await using var post = new TestPost { Abilities = ["STARTTLS"], Injected = "250 AUTH PLAIN" };

        var error = await Assert.ThrowsAnyAsync<BuildException>(() => Email(post).SendAsync(Samples.Failed, Cancellation));

        Assert.Equal("the mail server says more before encryption than it may", error.Message);
        Assert.DoesNotContain(post.Said, line => line.StartsWith("AUTH", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("EHLO", "421 4.3.2 closing", "the mail server does not greet (421 4.3.2)", "try again later")]
    [InlineData("AUTH", "535 5.7.8 no, cGEgc3M6d8O2cmQ= is wrong", "the mail server does not take user and password (535 5.7.8)", "check `LEVAIN_SMTP_URL`")]
    [InlineData("MAIL", "550 ci@example.org is blocked", "the mail server does not take mail from the sender (550)", "check `LEVAIN_MAIL_FROM`")]
    [InlineData("RCPT", "550 5.1.1 ann@example.org is unknown", "the mail server takes none of the recipients (550 5.1.1)", "check `LEVAIN_MAIL_TO`")]
    [InlineData("RCPT TO:<bert", "550 5.1.1 bert@example.org is unknown", "the mail server did not take 1 of 2 recipients (550 5.1.1)", "check `LEVAIN_MAIL_TO`")]
    [InlineData("DATA", "452 4.3.1 full", "the mail server does not take a message (452 4.3.1)", "try again later")]
    [InlineData(".", "554 5.7.1 spam", "the mail server does not keep the message (554 5.7.1)", "check `LEVAIN_SMTP_URL`")]
    [InlineData(".", null, "the mail server did not say whether it keeps the message", "it may come or not")]
    [InlineData("MAIL", null, "the mail server cannot be reached: it broke off", "check its address and the network, or try again later")]
    [InlineData("MAIL", "HTTP/1.1 400 Bad Request", "the mail server answers what is not SMTP", "check the host and the port of `LEVAIN_SMTP_URL`")]
    public async Task A_refusal_is_one_sentence_without_what_the_server_says(string command, string? answer, string message, string hint)
    {
        await using var post = new TestPost { IsTls = true, Instead = { [command] = answer } };

        var error = await Assert.ThrowsAnyAsync<BuildException>(() => Email(post).SendAsync(Samples.Failed, Cancellation));

        Assert.Equal((message, hint), (error.Message, error.Hint));
    }

    [Fact]
    public async Task Those_who_can_be_reached_get_the_news_though_one_has_moved_away()
    {
        await using var post = new TestPost { Instead = { ["RCPT TO:<bert"] = "450 4.2.1 not now" } };

        await Assert.ThrowsAnyAsync<BuildException>(() => Email(post, user: null, attempts: 3).SendAsync(Samples.Failed, Cancellation));

        Assert.Single(post.Mails);
    }

    [Fact]
    public async Task What_may_pass_is_tried_again()
    {
        await using var post = new TestPost { Instead = { ["MAIL"] = "451 4.7.1 come back", ["DATA"] = null }, Times = 2 };

        await Email(post, user: null, attempts: 3).SendAsync(Samples.Failed, Cancellation);

        Assert.Equal(3, post.Connections);
        Assert.Single(post.Mails);
    }

    [Theory]
    [InlineData(".", null, "it may have the mail")]
    [InlineData("MAIL", "550 no", "it will not change its mind")]
    public async Task What_will_not_pass_is_not_tried_again(string command, string? answer, string why)
    {
        Assert.NotEmpty(why);
        await using var post = new TestPost { Instead = { [command] = answer }, Times = 1 };

        await Assert.ThrowsAnyAsync<BuildException>(() => Email(post, user: null, attempts: 3).SendAsync(Samples.Failed, Cancellation));

        Assert.Equal(1, post.Connections);
        Assert.Empty(post.Mails);
    }

    [Fact]
    public async Task A_server_that_says_nothing_is_left()
    {
        await using var silent = new TestServer((_, cancellation) => Task.Delay(Timeout.Infinite, cancellation));
        var email = new EmailNotifier(new("localhost", silent.Port, IsTls: false), One("ci@example.org"), [One("ann@example.org")], TimeProvider.System) { Patience = Samples.NoPatience with { Stall = TimeSpan.FromMilliseconds(50) } };

        var error = await Assert.ThrowsAnyAsync<BuildException>(() => email.SendAsync(Samples.Failed, Cancellation));

        Assert.Equal("the mail server cannot be reached: it does not answer", error.Message);
    }

    [Theory]
    [InlineData("220 ", "endless line")]
    [InlineData("220-more\r\n", "endless greeting")]
    public async Task A_server_that_never_ends_is_left(string piece, string why)
    {
        Assert.NotEmpty(why);
        await using var endless = new TestServer(async (stream, cancellation) =>
        {
            while (true) await stream.WriteAsync(Encoding.ASCII.GetBytes(piece), cancellation);
        });
        var email = new EmailNotifier(new("localhost", endless.Port, IsTls: false), One("ci@example.org"), [One("ann@example.org")], TimeProvider.System) { Patience = Samples.NoPatience };

        var error = await Assert.ThrowsAnyAsync<BuildException>(() => email.SendAsync(Samples.Failed, Cancellation));

        Assert.Equal("the mail server answers what is not SMTP", error.Message);
    }

    [Fact]
    public async Task The_password_does_not_leave_this_machine_unencrypted()
    {
        await using var post = new TestPost { Abilities = ["AUTH PLAIN"] };
        await using var lines = await SmtpLines.ConnectAsync(new("127.0.0.1", post.Port, IsTls: false), Samples.NoPatience, TimeProvider.System, Cancellation);
        var elsewhere = new SmtpServer("post.example.org", 587, IsTls: false) { Credentials = new("ci", Password) };

        var error = await Assert.ThrowsAsync<RemoteException>(() => new SmtpSession(lines, elsewhere, null).SendAsync(One("ci@example.org"), [One("ann@example.org")], [], Cancellation));

        Assert.Equal("the mail server offers no encryption, and the password is not sent without", error.Message);
        Assert.Equal(["EHLO [127.0.0.1]"], post.Said);
    }

    [Fact]
    public async Task A_line_break_never_becomes_a_command()
    {
        await using var post = new TestPost();
        await using var lines = await SmtpLines.ConnectAsync(new("127.0.0.1", post.Port, IsTls: false), Samples.NoPatience, TimeProvider.System, Cancellation);

        await Assert.ThrowsAsync<InvalidOperationException>(() => lines.AskAsync("MAIL FROM:<a>\r\nDATA", Cancellation));
    }

    [Theory]
    [InlineData("smtp://post.example.org", "post.example.org", 587, false, null, null)]
    [InlineData("smtps://post.example.org", "post.example.org", 465, true, null, null)]
    [InlineData("smtp://ci:p%40s%3As@[::1]:2525/", "[::1]", 2525, false, "ci", "p@s:s")]
    public void The_address_of_a_server_is_read(string text, string host, int port, bool isTls, string? user, string? password)
    {
        var server = SmtpServer.Parse(text, "LEVAIN_SMTP_URL");

        Assert.Equal((host.Trim('[', ']'), port, isTls, user, password), (server.Host.Trim('[', ']'), server.Port, server.IsTls, server.Credentials?.UserName, server.Credentials?.Password));
    }

    [Theory]
    [InlineData("post.example.org:587", "it has no scheme")]
    [InlineData("http://post.example.org", "it is a page")]
    [InlineData("smtp://", "it has no host")]
    [InlineData("smtp://s3cr3t@post.example.org", "it has a user without a password")]
    [InlineData("smtp://:s3cr3t@post.example.org", "it has a password without a user")]
    [InlineData("smtp://ci:s3cr3t#@post.example.org", "what stands behind the sign is no host")]
    [InlineData("smtp://ci:s3cr3t%00@post.example.org", "it would end the user for the server")]
    [InlineData("smtp://post.example.org/s3cr3t", "it has a path")]
    public void What_is_no_mail_server_is_refused_without_being_repeated(string text, string why)
    {
        Assert.NotEmpty(why);
        var error = Assert.Throws<UsageException>(() => SmtpServer.Parse(text, "LEVAIN_SMTP_URL"));

        Assert.Contains("`LEVAIN_SMTP_URL`", error.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("s3cr3t", error.Message + error.Hint, StringComparison.Ordinal);
    }

    private static EmailNotifier Email(TestPost post, string? user = "ci", int attempts = 1) =>
        new(Server(post, user is null ? null : (user, Password)), One("ci@example.org"), [One("ann@example.org"), One("bert@example.org")], new ManualClock())
        {
            Patience = Samples.NoPatience with { Attempts = attempts },
            // The certificate of the test is its own; that the name is right is looked at all the same.
            Trust = (_, _, _, errors) => (errors & ~SslPolicyErrors.RemoteCertificateChainErrors) == SslPolicyErrors.None,
        };

    private static SmtpServer Server(TestPost post, (string User, string Password)? credentials) =>
        new("localhost", post.Port, post.IsTls) { Credentials = credentials is var (user, password) ? new(user, password) : null };

    private static MailAddress One(string text) => MailAddress.ParseOne(text, "X");

    private static string Base64(string text) => Convert.ToBase64String(Encoding.UTF8.GetBytes(text));
}
