namespace Visor.Hooks;

/// <summary>The moments at which the operator's programs are run, as <c>[hooks]</c> names them.</summary>
internal enum HookKind
{
    OnStaged,
    BeforeUpgrade,
    AfterUpgrade,
    OnFailure,
}

internal static class HookKinds
{
    /// <summary>The key in <c>config.toml</c>.</summary>
    public static string Key(this HookKind kind)
    {
        var name = kind.ToString();
        return char.ToLowerInvariant(name[0]) + name[1..];
    }
}
