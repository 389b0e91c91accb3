using System.Globalization;

namespace Visor.Processes;

/// <summary>Who is behind a process, for people: the user it runs as, and who had logged in where that is known (proc(5), loginuid).</summary>
internal static class Person
{
    private const uint NobodyLoggedIn = uint.MaxValue;
    private const int Longest = 64;

    /// <returns><c>alice (uid 1000)</c>, or <c>root (uid 0), logged in as alice (uid 1000)</c>.</returns>
    public static string Of(int pid, uint uid, string passwd = "/etc/passwd") =>
        LoginOf(pid) is { } login && login != uid ? $"{Name(uid, passwd)}, logged in as {Name(login, passwd)}" : Name(uid, passwd);

    /// <summary>Of this process.</summary>
    public static string OfThisProcess() => Of(Environment.ProcessId, Native.EffectiveUser());

    private static uint? LoginOf(int pid)
    {
        try
        {
            var text = File.ReadAllText($"/proc/{pid.ToString(CultureInfo.InvariantCulture)}/loginuid");
            return uint.TryParse(text.Trim(), NumberStyles.None, CultureInfo.InvariantCulture, out var uid) && uid != NobodyLoggedIn ? uid : null;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return null; // This kernel does not tell, or the process has ended.
        }
    }

    private static string Name(uint uid, string passwd)
    {
        var number = uid.ToString(CultureInfo.InvariantCulture);
        try
        {
            var name = File.ReadLines(passwd).Select(l => l.Split(':')).FirstOrDefault(l => l is [_, _, var id, ..] && string.Equals(id, number, StringComparison.Ordinal))?[0];
            return name is { Length: > 0 } ? $"{PlainText.Excerpt(name, Longest)} (uid {number})" : $"uid {number}";
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return $"uid {number}";
        }
    }
}
