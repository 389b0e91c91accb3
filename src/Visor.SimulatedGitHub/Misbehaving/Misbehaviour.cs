namespace Visor.SimulatedGitHub.Misbehaving;

/// <summary>Something that goes wrong, until the server is told to behave, or for the first few requests that meet it.</summary>
public abstract record Misbehaviour
{
    private Misbehaviour()
    {
    }

    /// <summary>How many requests meet it.</summary>
    public int Times { get; init; } = int.MaxValue;

    /// <summary>The API refuses connections.</summary>
    public sealed record ApiDown : Misbehaviour;

    /// <summary>Every question to the API gets this status, such as 500, 502, 503 or 401, with a message in JSON.</summary>
    public sealed record ApiStatus(int Code) : Misbehaviour;

    /// <summary>Whoever shows a token gets this status, 401 or 403, as with one that has expired or is not allowed there; without one all is well.</summary>
    public sealed record TokenRefused(int Code) : Misbehaviour;

    /// <param name="Status">403 or 429: GitHub uses both.</param>
    /// <param name="RetryAfter">Value of the header of that name; null: none.</param>
    /// <param name="ResetAfter">How far <c>X-RateLimit-Reset</c> lies ahead; null: an hour.</param>
    public sealed record RateLimited(int Status, TimeSpan? RetryAfter = null, TimeSpan? ResetAfter = null) : Misbehaviour;

    /// <summary>200 with a page, as the login of a captive portal.</summary>
    public sealed record HtmlInsteadOfJson : Misbehaviour;

    /// <summary>200 with something that is not JSON and calls itself so.</summary>
    public sealed record BrokenJson : Misbehaviour;

    /// <summary>A right answer of this many MiB.</summary>
    public sealed record HugeJson(int Mebibytes) : Misbehaviour;

    /// <summary>The repository has moved: 301 to the same question under another address of the API.</summary>
    public sealed record Moved : Misbehaviour;

    /// <summary>The release names no digest for its assets, as before 2025.</summary>
    public sealed record NoDigest : Misbehaviour;

    public sealed record WrongDigest : Misbehaviour;

    /// <summary>The upload of the assets has not ended: <c>"state": "starter"</c>.</summary>
    public sealed record AssetStarter : Misbehaviour;

    /// <summary>The address of an asset is answered with 404, though the release names it.</summary>
    public sealed record AssetGone : Misbehaviour;

    /// <summary>The address of an asset redirects to itself.</summary>
    public sealed record RedirectLoop : Misbehaviour;

    /// <summary>The address of an asset redirects to this one, whatever it is.</summary>
    public sealed record RedirectTo(string Location) : Misbehaviour;

    /// <summary>The address of an asset is answered with its bytes, without a redirect: GitHub reserves the right to.</summary>
    public sealed record NoRedirect : Misbehaviour;

    /// <summary>The host of the bytes answers with this status; 403 is what an address that has expired gets.</summary>
    public sealed record StorageStatus(int Code) : Misbehaviour;

    /// <summary>The connection is closed in order after this many bytes of the body, fewer than promised.</summary>
    public sealed record Truncated(long AfterBytes) : Misbehaviour;

    /// <summary>The connection is reset (RST) after this many bytes of the body.</summary>
    public sealed record Reset(long AfterBytes) : Misbehaviour;

    /// <summary>After this many bytes of the body none comes until the server behaves.</summary>
    public sealed record Stall(long AfterBytes) : Misbehaviour;

    /// <summary>The bytes come slowly.</summary>
    public sealed record Slow(int BytesPerSecond) : Misbehaviour;

    /// <summary>This byte of the asset is another one.</summary>
    public sealed record Corrupted(long AtByte) : Misbehaviour;

    /// <summary><c>Range</c> is not understood: 200 with everything.</summary>
    public sealed record RangeIgnored : Misbehaviour;

    /// <summary><c>Range</c> is answered with 206 and bytes from another place, and says so.</summary>
    public sealed record WrongRange : Misbehaviour;

    /// <summary>
    /// The bytes come with this <c>Content-Encoding</c>, whatever the client accepts; as they are, or, with
    /// <paramref name="Truly"/> and gzip, really encoded and without a length.
    /// </summary>
    public sealed record Encoded(string Encoding, bool Truly = false) : Misbehaviour;
}
