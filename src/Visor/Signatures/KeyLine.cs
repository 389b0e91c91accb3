using System.Globalization;
using System.Text;

namespace Visor.Signatures;

/// <summary>
/// Reads a line that names a key: the second line of minisign's <c>.pub</c> file, a line of OpenSSH's <c>.pub</c> file, or one of its allowed_signers
/// (ssh-keygen(1)), whose principals are not asked for. The options of the last may stand before every key.
/// </summary>
internal static class KeyLine
{
    private const string WhatIsAKey = "the line of a minisign or OpenSSH public key";

    private static readonly string[] TimeForms = ["yyyyMMdd", "yyyyMMddHHmm", "yyyyMMddHHmmss"];

    /// <returns>The key; null with what is wrong, to follow the text that was read.</returns>
    public static PinnedKey? Parse(string line, out string problem)
    {
        problem = "";
        DateTimeOffset? after = null, before = null;
        string? namespaces = null;
        var words = Words(line);
        if (words is [['#', ..], ..])
        {
            problem = "is a comment, as in allowed_signers, and names no key; delete it from the list";
            return null;
        }

        for (var at = 0; at < words.Count; at++)
        {
            var (word, isFirst) = (words[at], at == 0);
            if (KeyAt(words, at) is { } found)
                return Checked(found with { ValidAfter = after, ValidBefore = before, Namespaces = namespaces }, out problem);
            foreach (var option in isFirst && !IsOption(word) ? [] : Options(word))
            {
                var parts = option.Split('=', 2);
                var value = parts.Length == 2 ? parts[1].Trim('"') : "";
                problem = parts[0].ToLowerInvariant() switch
                {
                    "valid-after" => Time(value, out after),
                    "valid-before" => Time(value, out before),
                    "namespaces" => (namespaces = value).Length > 0 ? "" : "has an empty `namespaces`; name one, such as namespaces=\"file\", or remove the option",
                    "cert-authority" => "names a certificate authority, which Visor does not use; pin the key itself that signs",
                    _ => $"holds '{Model.PlainText.Excerpt(parts[0], 40)}', which is neither a key nor an option that Visor knows; write {WhatIsAKey}, after valid-after=, valid-before= or namespaces= at most",
                };
                if (problem.Length > 0)
                    return null;
            }
        }

        problem = $"holds no key; write {WhatIsAKey}";
        return null;
    }

    private static PinnedKey? KeyAt(List<string> words, int at)
    {
        if (SshKey.IsAlgorithm(words[at]) && at + 1 < words.Count)
            return new PinnedKey(SignatureFormat.Ssh, words[at + 1], null, null);
        return Blob(words[at]) is { } blob && MinisignKey.IsOne(blob) ? new PinnedKey(SignatureFormat.Minisign, words[at], null, null) : null;
    }

    private static PinnedKey? Checked(PinnedKey key, out string problem)
    {
        problem = key.Format == SignatureFormat.Minisign ? ""
            : Blob(key.Encoded) is not { } blob ? "holds a damaged key; copy the line of the .pub file again"
            : SshKey.ProblemWith(blob) ?? "";
        return problem.Length == 0 ? key : null;
    }

    private static bool IsOption(string word) =>
        word.Contains('=', StringComparison.Ordinal) || word.Split(',').Contains("cert-authority", StringComparer.OrdinalIgnoreCase);

    private static byte[]? Blob(string word)
    {
        var bytes = new byte[word.Length];
        return Convert.TryFromBase64String(word, bytes, out var length) ? bytes[..length] : null;
    }

    private static string Time(string text, out DateTimeOffset? time)
    {
        var isTime = DateTimeOffset.TryParseExact(
            text.EndsWith('Z') ? text[..^1] : text, TimeForms, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal, out var read);
        time = isTime ? read : null;
        return isTime ? "" : $"has the time '{Model.PlainText.Excerpt(text, 40)}', which is none; write it as 20271231 or 202712312359, in UTC";
    }

    private static List<string> Words(string line) => Split(line, c => c is ' ' or '\t');

    private static List<string> Options(string word) => Split(word, c => c is ',');

    // What stands in quotes is not divided.
    private static List<string> Split(string text, Func<char, bool> divides)
    {
        List<string> parts = [];
        var part = new StringBuilder();
        var isQuoted = false;
        foreach (var c in text)
        {
            isQuoted ^= c is '"';
            if (isQuoted || !divides(c))
            {
                part.Append(c);
                continue;
            }

            Add();
        }

        Add();
        return parts;

        void Add()
        {
            if (part.Length > 0)
                parts.Add(part.ToString());
            part.Clear();
        }
    }
}
