using System.Collections.Immutable;

namespace Visor.Chains.Cosmos.PlanInfos;

/// <summary>What the <c>info</c> of an upgrade plan is, by the rules of x/upgrade/plan. Anybody may propose a plan, and most infos are no use to a machine.</summary>
internal abstract record PlanInfo
{
    private PlanInfo()
    {
    }

    /// <summary>Nothing, or blanks.</summary>
    internal sealed record Blank : PlanInfo;

    /// <summary>A text for people, or broken JSON.</summary>
    /// <param name="Reason">To follow "it".</param>
    internal sealed record NotJson(string Reason) : PlanInfo;

    /// <summary>JSON, but not an object with texts by platform.</summary>
    /// <param name="Reason">To follow "it".</param>
    internal sealed record WrongShape(string Reason) : PlanInfo;

    /// <summary>JSON that names no binary.</summary>
    internal sealed record NoBinaries : PlanInfo;

    /// <summary>The address of a document that is to be read in its place; of that one, the same may be said except this.</summary>
    internal sealed record Reference(PlanUrl Url) : PlanInfo;

    /// <param name="ByPlatform">Under <c>os/arch</c> in Go's words, or <c>any</c>; never empty.</param>
    internal sealed record Binaries(ImmutableSortedDictionary<string, PlanUrl> ByPlatform) : PlanInfo
    {
        private const string Any = "any";

        /// <param name="platform">Such as <c>linux/amd64</c>.</param>
        /// <returns>Null: there is none for it.</returns>
        public PlanUrl? For(string platform) => ByPlatform.GetValueOrDefault(platform) ?? ByPlatform.GetValueOrDefault(Any);
    }
}
