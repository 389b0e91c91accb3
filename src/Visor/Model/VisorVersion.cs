using System.Reflection;

namespace Visor.Model;

/// <summary>Which Visor this is.</summary>
/// <param name="Version">Such as <c>v0.1.0</c>, as the tag of the source it was built from.</param>
/// <param name="Commit">The commit it was built from; empty: unknown.</param>
internal sealed record VisorVersion(string Version, string Commit)
{
    /// <summary>Of the running program; the build writes it into the assembly.</summary>
    public static VisorVersion OfThisProgram { get; } =
        Parse(typeof(VisorVersion).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()?.InformationalVersion ?? "0.0.0");

    /// <param name="informational"><c>version+commit</c>; what stands after the commit is left out.</param>
    public static VisorVersion Parse(string informational)
    {
        var parts = informational.Split('+', 2);
        return new VisorVersion($"v{parts[0]}", parts.Length == 2 ? parts[1].Split('.')[^1] : "");
    }
}
