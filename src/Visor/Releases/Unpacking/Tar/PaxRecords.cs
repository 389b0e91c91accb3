using System.Buffers.Text;
using System.Text;
using Visor.Releases.Unpacking.Content;

namespace Visor.Releases.Unpacking.Tar;

/// <summary>What an extended header (POSIX.1-2017 pax) says about the entry behind it, as far as it matters here.</summary>
internal sealed record PaxRecords(string? Path, string? LinkPath, long? Size)
{
    public static PaxRecords None { get; } = new(null, null, null);

    /// <param name="content">Records <c>25 path=bin/vega\n</c>, of which the number is the length of all of it.</param>
    /// <param name="before">What earlier headers of the same entry say.</param>
    /// <exception cref="UnpackException">They are none, or describe a sparse file.</exception>
    public static PaxRecords Parse(ReadOnlySpan<byte> content, PaxRecords before)
    {
        var records = before;
        while (content.Length > 0)
        {
            var equals = content.IndexOf((byte)'=');
            if (!Utf8Parser.TryParse(content, out int length, out var digits) || digits >= content.Length || content[digits] != ' '
                || equals < digits || length <= equals || length > content.Length || content[length - 1] != '\n')
            {
                throw Damaged();
            }

            records = records.With(Encoding.UTF8.GetString(content[(digits + 1)..equals]), content[(equals + 1)..(length - 1)]);
            content = content[length..];
        }

        return records;
    }

    private PaxRecords With(string key, ReadOnlySpan<byte> value) => key switch
    {
        "path" => this with { Path = Encoding.UTF8.GetString(value) },
        "linkpath" => this with { LinkPath = Encoding.UTF8.GetString(value) },
        "size" => Utf8Parser.TryParse(value, out long size, out var used) && used == value.Length && size >= 0
            ? this with { Size = size }
            : throw Damaged(),
        _ when key.StartsWith("GNU.sparse.", StringComparison.Ordinal) =>
            throw new UnpackException(UnpackFault.Refused, "it contains a sparse file, which is not supported"),
        _ => this,
    };

    private static UnpackException Damaged() => UnpackException.Damaged("one of its extended headers is malformed");
}
