using System.Runtime.InteropServices;
using Visor.Platform;

namespace Visor.Users;

/// <summary>A user of this machine, as getpwuid(3) knows it, directory services included.</summary>
/// <param name="Group">Its first.</param>
/// <param name="Name">Null: no user of this machine has that uid.</param>
/// <param name="Folder">Its own, which <c>HOME</c> names; null: not known.</param>
internal sealed record Account(uint User, uint Group, string? Name, string? Folder)
{
    public const uint Root = 0;

    private const int Erange = 34;
    private const int MaxBufferBytes = 1024 * 1024;

    private unsafe delegate int Search(Native.PasswordEntry* entry, byte* buffer, nuint length, Native.PasswordEntry** result);

    /// <summary>The user that Visor is.</summary>
    public static Account OfThisProcess => Find(Native.EffectiveUser());

    /// <summary>For messages: the name; else what is known.</summary>
    public string Words => Name ?? $"user {User} (no such user name on this machine)";

    public static unsafe Account Find(uint user) =>
        Find((entry, buffer, length, result) => Native.PasswordEntryOf(user, entry, buffer, length, result)) ?? new Account(user, user, Name: null, Folder: null);

    /// <param name="name">Or a number.</param>
    /// <returns>Null: there is no such user.</returns>
    public static unsafe Account? Named(string name) =>
        Find((entry, buffer, length, result) => Native.PasswordEntryOf(name, entry, buffer, length, result))
        ?? (uint.TryParse(name, System.Globalization.NumberStyles.None, System.Globalization.CultureInfo.InvariantCulture, out var number) ? Find(number) : null);

    /// <summary>The command line that this user would type, for another user's terminal.</summary>
    public string Asking(string commandLine) => Name is null
        ? $"setpriv --reuid {User} --regid {Group} --clear-groups {commandLine}"
        : $"sudo -u {Name} {commandLine}";

    private static unsafe Account? Find(Search search)
    {
        for (var length = 1024; length <= MaxBufferBytes; length *= 4)
        {
            var buffer = (byte*)NativeMemory.Alloc((nuint)length);
            try
            {
                Native.PasswordEntry entry;
                Native.PasswordEntry* found;
                var error = search(&entry, buffer, (nuint)length, &found);
                if (error == 0 && found is not null)
                    return new Account(entry.User, entry.Group, NameIn(Marshal.PtrToStringUTF8((nint)entry.Name)), Marshal.PtrToStringUTF8((nint)entry.Folder));
                if (error != Erange)
                    return null;
            }
            finally
            {
                NativeMemory.Free(buffer);
            }
        }

        return null;
    }

    // What a shell takes for something else than a name stands in no command line.
    private static string? NameIn(string? name) =>
        name is { Length: > 0 } && name[0] != '-' && name.All(c => char.IsAsciiLetterOrDigit(c) || c is '_' or '-' or '.' or '@') ? name : null;
}
