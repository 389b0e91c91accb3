using System.Text;

namespace Visor.Status.Serving;

/// <summary>One answer of the status server, whole: it is sent as it is.</summary>
/// <param name="Allow">The methods that would have been right, of an answer 405; null: the method is not the problem.</param>
internal sealed record StaticResponse(int StatusCode, string ContentType, ReadOnlyMemory<byte> Body, string? Allow = null)
{
    /// <summary>A line for people, or several.</summary>
    public static StaticResponse Plain(int statusCode, string line) =>
        new(statusCode, "text/plain; charset=utf-8", Encoding.UTF8.GetBytes(line + "\n"));
}
