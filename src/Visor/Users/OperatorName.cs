using System.Globalization;
using Visor.Platform;

namespace Visor.Users;

/// <summary>Who is behind a process, for people: the user it runs as, and who had logged in where that is known (proc(5), loginuid).</summary>
internal static class OperatorName
{
    private const uint NobodyLoggedIn = uint.MaxValue;

    /// <returns><c>alice (uid 1000)</c>, or <c>root (uid 0), logged in as alice (uid 1000)</c>.</returns>
    public static string Find(int pid, uint user) =>
        LoginOf(pid) is { } login && login != user ? $"{Words(user)}, logged in as {Words(login)}" : Words(user);

    /// <summary>Of this process.</summary>
    public static string FindOwn() => Find(Environment.ProcessId, Native.EffectiveUser());

    /// <summary>Of a process that has become another user to do what it was asked for: who asked comes first.</summary>
    /// <param name="asked">Who it was before.</param>
    /// <param name="now">Who it is.</param>
    public static string Behind(string? asked, string now) =>
        asked is null || string.Equals(asked, now, StringComparison.Ordinal) ? now : $"{asked}, as {now}";

    /// <summary>Such as <c>alice (uid 1000)</c>, or <c>uid 1000</c>.</summary>
    public static string Words(uint user) => Account.Find(user).Name is { } name ? $"{name} (uid {user})" : $"uid {user}";

    private static uint? LoginOf(int pid)
    {
        try
        {
            var text = File.ReadAllText($"/proc/{pid.ToString(CultureInfo.InvariantCulture)}/loginuid");
            return uint.TryParse(text.Trim(), NumberStyles.None, CultureInfo.InvariantCulture, out var user) && user != NobodyLoggedIn ? user : null;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return null; // This kernel does not tell, or the process has ended.
        }
    }
}
