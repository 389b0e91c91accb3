using System.Globalization;

namespace Visor.Systemd.Unit;

/// <summary>A user as <c>User=</c> takes it, systemd.exec(5).</summary>
internal static class UserName
{
    private const int MaxChars = 31;

    /// <summary>What is a name by the rules of systemd, or a number.</summary>
    public static bool IsOne(string text) =>
        text.Length is > 0 and <= MaxChars
        && (text.All(char.IsAsciiDigit)
            || ((char.IsAsciiLetter(text[0]) || text[0] == '_') && text.All(c => char.IsAsciiLetterOrDigit(c) || c is '_' or '-' or '.')));

    /// <summary>The command line that makes such a user: a number alone is no name.</summary>
    public static string Making(string user) => char.IsAsciiDigit(user[0]) ? $"useradd --system --uid {user} NAME" : $"useradd --system {user}";

    /// <summary>Whether this machine's own list of users has it; one of a directory service may exist all the same.</summary>
    public static bool IsListed(string user, string passwd = "/etc/passwd") =>
        File.Exists(passwd) && File.ReadLines(passwd).Any(l => l.Split(':') is [var name, _, var id, ..] && (string.Equals(name, user, StringComparison.Ordinal) || string.Equals(id, user, StringComparison.Ordinal)));

    /// <returns>The name in passwd(5); the number if it has none there, as users of a directory service.</returns>
    public static string Find(uint uid, string passwd = "/etc/passwd")
    {
        var number = uid.ToString(CultureInfo.InvariantCulture);
        var line = File.Exists(passwd)
            ? File.ReadLines(passwd).FirstOrDefault(l => l.Split(':') is [_, _, var id, ..] && string.Equals(id, number, StringComparison.Ordinal))
            : null;
        return line?.Split(':')[0] is { } name && IsOne(name) ? name : number;
    }
}
