namespace Visor.Sbom;

/// <param name="Executable">Its path.</param>
/// <param name="Runtime">Such as <c>linux-x64</c>.</param>
/// <param name="Date">Of the commit.</param>
/// <param name="Sdk">The version of the .NET SDK that built it.</param>
/// <param name="Linker">What the linker says of itself.</param>
internal sealed record PublishedProgram(string Executable, string Version, string Runtime, DateTimeOffset Date, string Sdk, string Linker);
