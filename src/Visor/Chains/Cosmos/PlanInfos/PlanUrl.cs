using System.Diagnostics.CodeAnalysis;
using Visor.Configuration;
using Visor.Http;

namespace Visor.Chains.Cosmos.PlanInfos;

/// <summary>An address in a plan, by the conventions of go-getter.</summary>
/// <param name="Text">As the plan has it; it may hold a password, so that it is not for messages.</param>
internal sealed record PlanUrl(string Text)
{
    /// <summary>What is asked for: without <c>checksum</c>, <c>archive</c>, fragment and folder. Null: Visor does not ask there, and <see cref="Problem"/> says why.</summary>
    public Uri? Address { get; private init; }

    /// <summary>Why Visor does not ask there, or does not trust what comes; to follow "the address". Null: nothing is wrong.</summary>
    public string? Problem { get; private init; }

    /// <summary>As the address claims, in go-getter's words such as <c>tar.gz</c>; <c>none</c>: no archive. What comes is judged by its content.</summary>
    public string Archive { get; private init; } = PlanArchive.None;

    /// <summary>Null: there is none.</summary>
    public PlanChecksum? Checksum { get; private init; }

    /// <summary>The folder inside the archive that counts (<c>//folder</c>); null: the archive as a whole.</summary>
    public string? Subfolder { get; private init; }

    /// <summary>For messages: without user and query.</summary>
    public string Shown => Address is null ? Quoting.Quote(Text.Split('?')[0]) : RedactedUri.Format(Address);

    [MemberNotNullWhen(true, nameof(Address))]
    public bool IsUsable => Problem is null;

    public static PlanUrl Parse(string text)
    {
        var (source, subfolder) = SplitSubfolder(text.Split('#', 2)[0]);
        var cut = source.IndexOf('?', StringComparison.Ordinal);
        var place = cut < 0 ? source : source[..cut];
        var query = GoQuery.Parse(cut < 0 ? "" : source[(cut + 1)..]);
        var checksum = PlanChecksum.Parse(query["checksum"]);
        var rest = query.Without("checksum", "archive").ToString();
        var problem = ProblemOf(place, rest, out var address) ?? checksum?.Problem;
        return new PlanUrl(text)
        {
            Address = address,
            Problem = problem,
            Archive = PlanArchive.Of(query["archive"], place),
            Checksum = checksum,
            Subfolder = subfolder,
        };
    }

    // Two slashes behind the host begin the folder inside the archive; the query belongs to the archive.
    private static (string Source, string? Subfolder) SplitSubfolder(string text)
    {
        var query = text.IndexOf('?', StringComparison.Ordinal);
        var place = query < 0 ? text : text[..query];
        var host = place.IndexOf("://", StringComparison.Ordinal);
        var slashes = place.IndexOf("//", host < 0 ? 0 : host + "://".Length, StringComparison.Ordinal);
        return slashes < 0 ? (text, null) : (place[..slashes] + text[place.Length..], place[(slashes + 2)..] is { Length: > 0 } subfolder ? subfolder : null);
    }

    private static string? ProblemOf(string place, string query, out Uri? address)
    {
        address = null;
        if (place.Length == 0)
            return "is empty";
        if (!GoUrl.TrySplitScheme(place, out var scheme, out var rest) || scheme is not ("http" or "https") || !rest.StartsWith("//", StringComparison.Ordinal))
            return "does not begin with https:// or http://, and Visor downloads from nowhere else";
        if (!GoUrl.IsRequestUri(place) || !HttpAddress.TryParse(query.Length == 0 ? place : $"{place}?{query}", out var parsed))
            return "is malformed";
        if (parsed.UserInfo.Length > 0)
            return "contains a user or a password, which everybody knows who reads the plan; Visor does not use it";
        address = parsed;
        return null;
    }
}
