using System.Text;
using System.Text.Json;
using Visor.EndToEnd.Harness;

namespace Visor.EndToEnd.Cosmos;

/// <summary>Puts the simulated <c>appd</c> of one release into a folder.</summary>
internal static class CosmosProgram
{
    private static readonly string[] NotToRun = [".pdb", ".dbg", ".xml"];

    /// <summary>Hard links, because a file that was just written cannot always be executed while other tests start programs: replace it by a rename, never write into it.</summary>
    /// <param name="folder">Of the executable: <c>…/bin</c>.</param>
    /// <returns>The executable.</returns>
    public static string Install(string folder, CosmosRelease release, string name = "appd")
    {
        Directory.CreateDirectory(folder);
        var program = Programs.SimulatedCosmosNode;
        foreach (var file in Directory.EnumerateFiles(Path.GetDirectoryName(program)!).Where(f => !NotToRun.Contains(Path.GetExtension(f), StringComparer.Ordinal)))
        {
            var target = Path.Combine(folder, string.Equals(file, program, StringComparison.Ordinal) ? name : Path.GetFileName(file));
            File.Delete(target);
            if (Native.Link(file, target) != 0)
                File.Copy(file, target);
        }

        Describe(folder, release, name);
        return Path.Combine(folder, name);
    }

    /// <summary>Makes another release of what lies in a folder already.</summary>
    public static void Describe(string folder, CosmosRelease release, string name = "appd") =>
        File.WriteAllText(Path.Combine(folder, name + ".release.json"), Text(release));

    /// <summary>A release that is one file, as it is downloaded. Only where the program is native code.</summary>
    public static byte[] OneFile(CosmosRelease release) =>
        [.. File.ReadAllBytes(Programs.SimulatedCosmosNode), .. Encoding.UTF8.GetBytes("\n#simulated-release:" + Text(release))];

    private static string Text(CosmosRelease release) => JsonSerializer.Serialize(release, JsonSerializerOptions.Web);
}
