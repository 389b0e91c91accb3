using System.Globalization;
using Microsoft.AspNetCore.Http;
using Visor.SimulatedGitHub.Releases;

namespace Visor.SimulatedGitHub.Hosts;

/// <summary>A page of a list, with the way to the others in <c>Link</c> (https://docs.github.com/rest/using-the-rest-api/using-pagination-in-the-rest-api).</summary>
internal static class ReleasePage
{
    private const int Usual = 30;
    private const int Most = 100;

    public static IEnumerable<PublishedRelease> Of(IReadOnlyList<PublishedRelease> all, HttpRequest request, ApiReply reply)
    {
        var size = Math.Min(Most, Number(request, "per_page", Usual));
        var page = Number(request, "page", 1);
        var last = Math.Max(1, (all.Count + size - 1) / size);
        var links = new List<string>();
        if (page < last)
            links.AddRange([Link(page + 1, "next"), Link(last, "last")]);
        if (page > 1)
            links.AddRange([Link(page - 1, "prev"), Link(1, "first")]);
        if (links.Count > 0)
            reply.Headers.Link = string.Join(", ", links);
        return all.Skip((page - 1) * size).Take(size);

        string Link(int to, string relation) => string.Create(
            CultureInfo.InvariantCulture, $"<http://{request.Host}{request.Path}?per_page={size}&page={to}>; rel=\"{relation}\"");
    }

    private static int Number(HttpRequest request, string name, int absent) =>
        int.TryParse(request.Query[name], NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number > 0 ? number : absent;
}
