using Visor.Home;

namespace Visor.Chains;

/// <summary>A kind of chain: which folders are homes of its nodes, and how those are run.</summary>
internal interface IChainFamily
{
    /// <summary>What its homes look like.</summary>
    HomeLayout Layout { get; }

    /// <summary>The home that a path names.</summary>
    /// <returns>Null: it is none of this family.</returns>
    VisorHome? Find(string path);

    /// <summary>The home that the environment names where nobody else does.</summary>
    /// <returns>The variable and its value; null: none.</returns>
    (string Variable, string Path)? Named(Func<string, string?> environment);

    /// <summary>How its nodes are run.</summary>
    /// <param name="home">One that <see cref="Find"/> has found.</param>
    Chain Open(VisorHome home, Func<string, string?> environment);
}

/// <summary>All families that this program knows. Which one counts is decided once, when a home is opened.</summary>
/// <param name="own">Of the homes that <c>visor init</c> makes: every folder that no other family takes for its own.</param>
/// <param name="others">Asked one after the other.</param>
internal sealed class ChainFamilies(Chain own, params IEnumerable<IChainFamily> others)
{
    /// <summary>The family of the homes that <c>visor init</c> makes.</summary>
    public Chain Own => own;

    public VisorHome HomeAt(string path) => others.Select(family => family.Find(path)).FirstOrDefault(home => home is not null) ?? new VisorHome(path);

    public Chain Open(VisorHome home, Func<string, string?> environment) => others.FirstOrDefault(family => family.Layout == home.Layout)?.Open(home, environment) ?? own;

    /// <inheritdoc cref="IChainFamily.Named"/>
    public (string Variable, string Path)? Named(Func<string, string?> environment) => others.Select(family => family.Named(environment)).FirstOrDefault(named => named is not null);
}
