using System.Text;
using FsCheck;
using FsCheck.Fluent;
using Levain.Registry.Mail;
using Levain.Testing;

namespace Levain.Registry.Tests;

/// <summary>Mails as bytes: read back as a mail program does.</summary>
public sealed class MailTextTests
{
    private static readonly MailAddress From = MailAddress.ParseOne("Levain <ci@example.org>", "X");

    [Fact]
    public void A_mail_has_the_headers_that_servers_want()
    {
        var mail = Encoding.ASCII.GetString(MailText.Of(Samples.Failed, From, MailAddress.ParseMany("ann@example.org, \"Müller, Bert\" <bert@example.org>", "X"), Samples.Start));

        Verified.Text(mail);
    }

    [Fact]
    public void Whatever_it_says_comes_back_whole_and_adds_no_header()
    {
        string[] odd = ["\r\nBcc: all@example.org\r\n", "\r\n.\r\n", "🏒", "ячмень ", "=?utf-8?B?eA==?=", "🏒"[..1], "plain ", new string('ж', 90), new string('x', 900), "\0"];
        var text = Gen.Elements(odd).ListOf().Select(parts => string.Concat(parts));

        Check.QuickThrowOnFailure(Prop.ForAll(text.ToArbitrary(), text.ToArbitrary(), (group, value) =>
        {
            var notification = Samples.Failed with { Group = group, Facts = [new(value, group)] };
            var mail = Encoding.ASCII.GetString(MailText.Of(notification, From, [From], Samples.Start));

            var lines = mail.Split("\r\n");
            Assert.All(lines, line => Assert.InRange(line.Length, 0, 998));
            Assert.All(lines, line => Assert.False(line.StartsWith('.')));
            Assert.DoesNotContain('\n', mail.Replace("\r\n", "", StringComparison.Ordinal));
            var end = mail.IndexOf("\r\n\r\n", StringComparison.Ordinal);
            var headers = mail[..end].Replace("\r\n ", " ", StringComparison.Ordinal).Split("\r\n");
            Assert.Equal(["Date", "From", "To", "Message-ID", "Subject", "Auto-Submitted", "X-Levain-Event", "MIME-Version", "Content-Type", "Content-Transfer-Encoding"], headers.Select(line => line.Split(':')[0]));
            Assert.Equal(NotificationText.Subject(notification), Decoded(headers[4]["Subject: ".Length..]));
            Assert.Equal(NotificationText.Whole(notification).ReplaceLineEndings("\r\n"), Encoding.UTF8.GetString(Convert.FromBase64String(mail[end..])));
        }));
    }

    [Fact]
    public void The_words_of_a_subject_are_as_short_as_servers_want()
    {
        var words = MailText.Words(string.Concat(Enumerable.Repeat("🏒ячмень ", 40))).Split("\r\n ");

        Assert.All(words, word => Assert.InRange(word.Length, 1, 75));
    }

    [Fact]
    public void The_same_mail_at_another_time_is_another_message()
    {
        static string Id(DateTimeOffset at) => Encoding.ASCII.GetString(MailText.Of(Samples.Failed, From, [From], at)).Split("\r\n").Single(line => line.StartsWith("Message-ID", StringComparison.Ordinal));

        Assert.Equal(Id(Samples.Start), Id(Samples.Start));
        Assert.NotEqual(Id(Samples.Start), Id(Samples.Start.AddSeconds(1)));
    }

    [Theory]
    [InlineData("ann@example.org", "ann@example.org", "")]
    [InlineData(" Ann B. <ann+levain@Example.ORG> ", "ann+levain@example.org", "Ann B.")]
    [InlineData("\"B, Ann\" <ann@localhost>", "ann@localhost", "B, Ann")]
    [InlineData("ann@bücher.example", "ann@xn--bcher-kva.example", "")]
    [InlineData("ann@example.org,", "ann@example.org", "")]
    public void An_address_is_read(string text, string address, string name)
    {
        var found = MailAddress.ParseOne(text, "LEVAIN_MAIL_FROM");

        Assert.Equal((address, name), (found.Address, found.Name));
    }

    [Theory]
    [InlineData("", "there is none")]
    [InlineData("ann", "it has no host")]
    [InlineData("@example.org", "it has nobody")]
    [InlineData("ann@", "its host is empty")]
    [InlineData("ann@exa mple.org", "a host has no space")]
    [InlineData("ann@-example.org", "a host does not begin so")]
    [InlineData("a b@example.org", "nor has a person")]
    [InlineData("ann@example.org>\r\nRCPT TO:<all@example.org", "a line break is a second command")]
    [InlineData("Ann\r\nBcc: x <ann@example.org>", "a line break is a second header")]
    [InlineData("ann@example.org> SIZE=1 <x@example.org", "it would be a parameter")]
    [InlineData("анна@example.org", "not every server takes it")]
    [InlineData("a..b@example.org", "two dots are none")]
    [InlineData("a@b@example.org", "two hosts")]
    public void What_is_no_address_is_refused_without_being_repeated(string text, string why)
    {
        Assert.NotEmpty(why);
        var error = Assert.Throws<UsageException>(() => MailAddress.ParseMany(text, "LEVAIN_MAIL_TO"));

        Assert.Equal(("`LEVAIN_MAIL_TO` is no address of mail", "write it as `ann@example.org` or `Ann <ann@example.org>`"), (error.Message, error.Hint));
    }

    [Fact]
    public void Of_several_the_wrong_one_is_named_by_its_place() =>
        Assert.Equal("entry 2 of `LEVAIN_MAIL_TO` is no address of mail", Assert.Throws<UsageException>(() => MailAddress.ParseMany("ann@example.org, bert, cem@example.org", "LEVAIN_MAIL_TO")).Message);

    [Fact]
    public void Whatever_is_taken_for_an_address_is_one_for_a_server()
    {
        string[] parts = ["ann", "@", "example", ".", "org", "<", ">", "\"", ",", " ", "\r\n", "\0", "я", "xn--", "-", "+", "[", "]", ":", "%40", "🏒"[..1], new string('a', 70)];
        var text = Gen.Elements(parts).ListOf().Select(list => string.Concat(list));

        Check.One(Config.QuickThrowOnFailure.WithMaxTest(2000), Prop.ForAll(text.ToArbitrary(), written =>
        {
            try
            {
                Assert.All(MailAddress.ParseMany(written, "X"), address => Assert.All(address.Address, letter => Assert.True(letter is > ' ' and <= '~' and not ('<' or '>' or '"' or ','))));
            }
            catch (UsageException)
            {
                // Refused with a sentence, which is all right too.
            }
        }));
    }

    [Fact]
    public void Whatever_stands_for_a_mail_server_is_read_or_refused()
    {
        string[] parts = ["smtp", "smtps", "://", ":", "@", "/", "ci", "%", "%00", "%40", "587", "99999", "host", ".", "[::1]", "[", "]", "#", "?", " ", "\n", "я", "🏒"[..1]];
        var text = Gen.Elements(parts).ListOf().Select(list => string.Concat(list)).SelectMany(rest => Gen.Elements(rest, "smtp://" + rest, "smtps://" + rest));

        Check.One(Config.QuickThrowOnFailure.WithMaxTest(2000), Prop.ForAll(text.ToArbitrary(), written =>
        {
            try
            {
                Assert.InRange(SmtpServer.Parse(written, "X").Port, 1, 65535);
            }
            catch (UsageException)
            {
                // Refused with a sentence, which is all right too.
            }
        }));
    }

    private static string Decoded(string header)
    {
        if (!header.StartsWith("=?", StringComparison.Ordinal)) return header;
        return string.Concat(header.Split(' ').Select(word => Encoding.UTF8.GetString(Convert.FromBase64String(word[10..^2]))));
    }
}
