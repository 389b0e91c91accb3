using Microsoft.AspNetCore.Http;
using Visor.SimulatedGitHub.Misbehaving;
using Visor.SimulatedGitHub.Releases;

namespace Visor.SimulatedGitHub.Hosts;

/// <summary>
/// The same releases as GitLab (https://docs.gitlab.com/api/releases/) and Forgejo (<c>/api/swagger</c> of each Forgejo, and of Gitea) tell them, and as
/// plain files: <c>/OWNER/REPOSITORY/releases/download/TAG/NAME</c>.
/// </summary>
internal sealed class OtherForges(Catalog catalog, Trouble trouble)
{
    /// <returns>False: the path is none of theirs.</returns>
    public async Task<bool> Answer(string path, ApiReply reply, Func<PublishedAsset, string> storageOf)
    {
        switch (path.Split('/')[1..])
        {
            case ["api", "v1", "repos", var owner, var repository, "releases", "tags", var tag]:
                await reply.JsonOrNothing(Find(owner, repository, tag) is { } release ? Forgejo(release, Host(reply)) : null);
                return true;
            case ["api", "v4", "projects", var project, "releases", var tag] when Uri.UnescapeDataString(project).Split('/') is [.. var groups, var name] && groups.Length > 0:
                await reply.JsonOrNothing(Find(string.Join('/', groups), name, tag) is { } found ? GitLab(found, project, Host(reply)) : null);
                return true;
            case ["api", "v4", "projects", var project, "packages", "generic", _, var tag, var file] when Uri.UnescapeDataString(project).Split('/') is [.. var groups, var name]:
                await Send(Find(string.Join('/', groups), name, tag), file, reply, asset => reply.Redirect(StatusCodes.Status302Found, storageOf(asset)));
                return true;
            case [var owner, var repository, "releases", "download", var tag, var file]:
                await Send(Find(owner, repository, tag), file, reply, sendElsewhere: null);
                return true;
            default:
                return false;
        }
    }

    private async Task Send(PublishedRelease? release, string file, ApiReply reply, Action<PublishedAsset>? sendElsewhere)
    {
        var name = Uri.UnescapeDataString(file);
        if (release?.Assets.FirstOrDefault(a => string.Equals(a.File.Name, name, StringComparison.Ordinal)) is not { } asset || trouble.Meets<Misbehaviour.AssetGone>())
            await reply.NotFound();
        else if (sendElsewhere is null)
            await reply.Bytes(asset);
        else
            sendElsewhere(asset);
    }

    private PublishedRelease? Find(string owner, string repository, string tag) =>
        catalog.Of(owner, repository).FirstOrDefault(r => string.Equals(r.Tag, Uri.UnescapeDataString(tag), StringComparison.Ordinal));

    private static string Host(ApiReply reply) => $"http://{reply.Request.Host}";

    private static object Forgejo(PublishedRelease release, string host) => new
    {
        release.Id,
        TagName = release.Tag,
        TargetCommitish = "main",
        Name = release.Tag,
        Body = $"Release {release.Tag}.",
        Url = $"{host}/api/v1/repos/{release.Owner}/{release.Repository}/releases/{release.Id}",
        Draft = false,
        Prerelease = false,
        CreatedAt = release.At,
        PublishedAt = release.At,
        Assets = release.Assets.Select(a => new
        {
            a.Id,
            a.File.Name,
            a.File.Size,
            DownloadCount = 0,
            CreatedAt = release.At,
            Uuid = a.Signature,
            BrowserDownloadUrl = $"{host}/{release.Owner}/{release.Repository}/releases/download/{Uri.EscapeDataString(release.Tag)}/{Uri.EscapeDataString(a.File.Name)}",
            Type = "attachment",
        }).ToArray(),
    };

    private static object GitLab(PublishedRelease release, string project, string host) => new
    {
        TagName = release.Tag,
        Description = $"Release {release.Tag}.",
        Name = release.Tag,
        CreatedAt = release.At,
        ReleasedAt = release.At,
        UpcomingRelease = false,
        Assets = new
        {
            Count = release.Assets.Count + 1,
            Sources = new[] { new { Format = "zip", Url = $"{host}/{release.Owner}/{release.Repository}/-/archive/{release.Tag}.zip" } },
            Links = release.Assets.Select(a => new
            {
                a.Id,
                a.File.Name,
                Url = $"{host}/api/v4/projects/{project}/packages/generic/{release.Repository}/{Uri.EscapeDataString(release.Tag)}/{Uri.EscapeDataString(a.File.Name)}",
                DirectAssetUrl = $"{host}/{release.Owner}/{release.Repository}/-/releases/{release.Tag}/downloads/{a.File.Name}",
                LinkType = "package",
            }).ToArray(),
        },
    };
}
