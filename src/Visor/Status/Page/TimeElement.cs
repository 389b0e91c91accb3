using Visor.Model;

namespace Visor.Status.Page;

/// <summary>A moment, for people and, beside it, for programs.</summary>
internal static class TimeElement
{
    public static Html Render(DateTimeOffset at) => Html.Of($"<time datetime=\"{UtcTime.Format(at)}\">{UtcTime.Format(at)}</time>");
}
