namespace Visor.Releases.Unpacking.Content;

/// <summary>The permissions an entry gets.</summary>
/// <remarks>
/// Setuid, setgid and sticky bits are dropped, and writing is left to the owner: what runs as a validator is changed by nobody else.
/// Whatever the archive says, Visor can read its files and use its folders.
/// </remarks>
internal static class EntryMode
{
    /// <summary>0644, for archives that know no modes.</summary>
    public const int UnknownFile = 0b110_100_100;

    /// <summary>0755, for programs and folders without a mode.</summary>
    public const int Usual = 0b111_101_101;

    private const int OwnerReads = 0b100_000_000;
    private const int OwnerUses = 0b111_000_000;

    /// <param name="mode">As stat(2) has it; only the permission bits count.</param>
    public static UnixFileMode File(int mode) => (UnixFileMode)((mode & Usual) | OwnerReads);

    /// <inheritdoc cref="File"/>
    public static UnixFileMode Folder(int mode) => (UnixFileMode)((mode & Usual) | OwnerUses);
}
