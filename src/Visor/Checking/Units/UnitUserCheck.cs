using Visor.Home;
using Visor.Model;
using Visor.Systemd.Unit;
using Visor.Users;

namespace Visor.Checking.Units;

/// <summary>Whether the user of a unit is the one that may run the home.</summary>
internal static class UnitUserCheck
{
    /// <returns>Null: it is, or which user it is depends on the name of the unit.</returns>
    public static Finding? Check(UnitFile unit, VisorHome home, string what)
    {
        var name = unit.Of("User") ?? "root"; // systemd.exec(5): of the system's manager.
        if (name.Contains('%', StringComparison.Ordinal) || HomeOwner.Find(home) is not { } owner)
            return null;
        if (Account.Named(name) is not { } user)
            return Finding.Failure(what, $"User={PlainText.Excerpt(name)} in {unit.Path} is not a user of this machine", $"{(UserName.IsOne(name) ? $"create it ({UserName.Making(name)}), or " : "")}write User={owner.Name ?? $"{owner.User}"}");
        return user.User == owner.User || UnitWords.Split(unit.Of("ExecStart") ?? "").Contains(OwnerSwitch.Flag, StringComparer.Ordinal)
            ? null
            : Finding.Failure(what, $"{unit.Path} runs Visor as {user.Words}, and {home.Named} belongs to {owner.Words}, so `visor run` refuses to start", $"write User={owner.Name ?? $"{owner.User}"}, or give the home to that user: chown -R {ShellWord.Quote(name)}: {ShellWord.Quote(home.Named)}");
    }
}
