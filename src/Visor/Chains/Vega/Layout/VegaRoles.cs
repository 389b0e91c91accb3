using Visor.Model;

namespace Visor.Chains.Vega.Layout;

/// <summary>The processes of a Vega node.</summary>
internal static class VegaRoles
{
    /// <summary>The one that is asked.</summary>
    public static ProcessRole Core { get; } = ProcessRole.Parse("core");

    /// <summary>Keeps what the core has done, where a node has one.</summary>
    public static ProcessRole DataNode { get; } = ProcessRole.Parse("data node");
}

/// <summary>The option of a core that names the block whose snapshot it begins with.</summary>
internal static class SnapshotHeightOption
{
    public const string Name = "--snapshot.load-from-block-height";

    /// <summary>Whether an argument is the option, in either form: <c>--option</c>, its value in the next one, or <c>--option=5</c>.</summary>
    public static bool Is(string argument) =>
        string.Equals(argument, Name, StringComparison.Ordinal) || argument.StartsWith(Name + "=", StringComparison.Ordinal);
}
