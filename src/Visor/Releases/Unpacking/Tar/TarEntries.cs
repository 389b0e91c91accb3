using Visor.Releases.Unpacking.Content;

namespace Visor.Releases.Unpacking.Tar;

/// <summary>
/// The entries of a tar archive one after the other, with the long names that extended headers of POSIX and GNU give them. Nothing
/// is held in memory but one header, and no extended header is read that announces to be long.
/// </summary>
internal sealed class TarEntries(ByteSource source)
{
    /// <summary>Enough for a path, a link and a few attributes.</summary>
    private const int MaxExtension = 64 * 1024;

    /// <summary>Extended headers in front of one entry; no tar writes more than three.</summary>
    private const int MaxExtensions = 8;

    private readonly byte[] _block = new byte[TarHeader.Length];

    /// <summary>Content of the present entry that has not been read.</summary>
    private long _left;
    private int _padding;

    /// <returns>Null at the end of the archive.</returns>
    /// <exception cref="UnpackException">It is cut, malformed, or of a kind that is not supported.</exception>
    public TarHeader? Next()
    {
        Skip();
        var extended = PaxRecords.None;
        for (var extensions = 0; NextHeader() is { } header; extensions++)
        {
            switch (header.Type)
            {
                case 'L':
                    extended = extended with { Path = TarHeader.Text(Extension(header)) };
                    break;
                case 'K':
                    extended = extended with { LinkPath = TarHeader.Text(Extension(header)) };
                    break;
                case 'x':
                    extended = PaxRecords.Parse(Extension(header), extended);
                    break;
                case 'g':
                    if (PaxRecords.Parse(Extension(header), PaxRecords.None) != PaxRecords.None)
                        throw new UnpackException(UnpackFault.Refused, "it gives one path or size to all of its entries");
                    break;
                default:
                    var entry = header with
                    {
                        Name = extended.Path ?? header.Name,
                        LinkName = extended.LinkPath ?? header.LinkName,
                        Size = extended.Size ?? header.Size,
                    };
                    Begin(entry.Size);
                    return entry;
            }

            if (extensions == MaxExtensions)
                throw new UnpackException(UnpackFault.Refused, $"it has more than {MaxExtensions} extended headers in front of an entry");
        }

        return extended == PaxRecords.None ? null : throw Cut();
    }

    /// <summary>The content of the present entry.</summary>
    /// <returns>0 at its end, or where the archive is cut.</returns>
    public int Read(Span<byte> buffer)
    {
        var count = _left == 0 ? 0 : source(buffer[..(int)Math.Min(buffer.Length, _left)]);
        _left -= count;
        return count;
    }

    private void Begin(long size)
    {
        _left = size;
        _padding = (int)(-size & (TarHeader.Length - 1));
    }

    private void Skip()
    {
        Span<byte> rest = stackalloc byte[TarHeader.Length];
        while (_left > 0)
        {
            if (Read(rest) == 0)
                throw Cut();
        }

        if (Fill(rest[.._padding]) < _padding)
            throw Cut();
        _padding = 0;
    }

    private TarHeader? NextHeader()
    {
        var count = Fill(_block);
        // Some writers leave out the blocks of zeros at the end.
        if (count == 0)
            return null;
        if (count < _block.Length)
            throw Cut();
        return TarHeader.IsEnd(_block) ? null : TarHeader.Parse(_block);
    }

    private byte[] Extension(TarHeader header)
    {
        if (header.Size > MaxExtension)
            throw new UnpackException(UnpackFault.Refused, $"it has an extended header of more than {MaxExtension / 1024} KiB");
        Begin(header.Size);
        var content = new byte[header.Size];
        if (Fill(content) < content.Length)
            throw Cut();
        _left = 0;
        Skip();
        return content;
    }

    private int Fill(Span<byte> buffer)
    {
        var length = 0;
        for (int count; length < buffer.Length && (count = source(buffer[length..])) > 0;)
            length += count;
        return length;
    }

    private static UnpackException Cut() => UnpackException.Damaged("its tar archive is truncated");
}
