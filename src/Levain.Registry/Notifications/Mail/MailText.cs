using System.Globalization;
using System.Text;

namespace Levain.Registry.Mail;

/// <summary>A notification as the bytes of a mail: letters of any script, lines that no server has to break, and no header that a text from outside could add.</summary>
internal static class MailText
{
    // An encoded word has at most 75 letters, of which 12 are its frame; the rest is Base64.
    private const int BytesOfWord = 45, LongestPlain = 60, LettersOfLine = 76;

    public static byte[] Of(Notification notification, MailAddress from, IReadOnlyList<MailAddress> to, DateTimeOffset now)
    {
        var text = NotificationText.Whole(notification);
        var mail = new StringBuilder();
        Header(mail, "Date", now.ToUniversalTime().ToString("ddd, dd MMM yyyy HH:mm:ss '+0000'", CultureInfo.InvariantCulture));
        Header(mail, "From", Person(from));
        Header(mail, "To", string.Join(",\r\n ", to.Select(Person)));
        Header(mail, "Message-ID", $"<{Digest.Of(FormattableString.Invariant($"{now.UtcTicks}\n{text}")).Hex[..32]}@{from.Host}>");
        Header(mail, "Subject", Words(NotificationText.Subject(notification)));
        // No machine answers it that it is on holiday.
        Header(mail, "Auto-Submitted", "auto-generated");
        Header(mail, "X-Levain-Event", NotificationText.Code(notification.Event));
        Header(mail, "MIME-Version", "1.0");
        Header(mail, "Content-Type", "text/plain; charset=utf-8");
        Header(mail, "Content-Transfer-Encoding", "base64");
        mail.Append("\r\n");
        var body = Convert.ToBase64String(Encoding.UTF8.GetBytes(text.ReplaceLineEndings("\r\n")));
        for (var i = 0; i < body.Length; i += LettersOfLine) mail.Append(body.AsSpan(i, Math.Min(LettersOfLine, body.Length - i))).Append("\r\n");
        return Encoding.ASCII.GetBytes(mail.ToString());
    }

    /// <summary>A text of a header: as it is when every server takes it so, encoded otherwise.</summary>
    internal static string Words(string text) =>
        text.Length <= LongestPlain && !text.Contains("=?", StringComparison.Ordinal) && text.All(letter => letter is >= ' ' and <= '~') ? text : Encoded(text);

    private static string Encoded(string text)
    {
        var (words, word, bytes) = (new List<string>(), new StringBuilder(), 0);
        // No letter is cut in two.
        foreach (var rune in text.EnumerateRunes())
        {
            if (bytes + rune.Utf8SequenceLength > BytesOfWord) Close();
            word.Append(Rune.IsControl(rune) ? " " : rune.ToString());
            bytes += rune.Utf8SequenceLength;
        }

        Close();
        return string.Join("\r\n ", words);

        void Close()
        {
            words.Add($"=?utf-8?B?{Convert.ToBase64String(Encoding.UTF8.GetBytes(word.ToString()))}?=");
            word.Clear();
            bytes = 0;
        }
    }

    private static string Person(MailAddress address) => address.Name.Length == 0 ? address.Address : $"{Named(address.Name)} <{address.Address}>";

    // Commas and quotes mean something beside an address.
    private static string Named(string name) => name.Length <= LongestPlain && name.All(letter => char.IsAsciiLetterOrDigit(letter) || letter is ' ' or '-') ? name : Encoded(name);

    private static void Header(StringBuilder mail, string name, string value) => mail.Append(name).Append(": ").Append(value).Append("\r\n");
}
