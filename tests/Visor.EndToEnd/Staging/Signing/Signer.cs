using Shouldly;
using Visor.EndToEnd.Harness;
using Visor.SimulatedGitHub.Releases;
using Xunit;

namespace Visor.EndToEnd.Staging.Signing;

/// <summary>A publisher with throw-away keys, who signs with the real minisign(1) and ssh-keygen(1).</summary>
internal sealed class Signer : IDisposable
{
    public const string List = "SHA256SUMS";

    private readonly TemporaryFolder _folder = new();

    private Signer(string program)
    {
        Program = program;
        Suffix = program is "minisign" ? ".minisig" : ".sig";
    }

    public string Program { get; }

    /// <summary>Of the names of its signatures.</summary>
    public string Suffix { get; }

    /// <summary>The line of its public key.</summary>
    public string PublicKey { get; private set; } = "";

    /// <summary>Further arguments of <c>minisign -S</c>.</summary>
    public string[] Options { get; init; } = [];

    /// <param name="program"><c>minisign</c>, or a type of <c>ssh-keygen -t</c>.</param>
    public static async Task<Signer> Create(string program, params string[] options)
    {
        Requirement.Program(program is "minisign" ? "minisign" : "ssh-keygen");
        var signer = new Signer(program) { Options = options };
        if (program is "minisign")
        {
            await Run("minisign", "-G", "-W", "-p", signer._folder.In("key.pub"), "-s", signer._folder.In("key"));
            signer.PublicKey = (await File.ReadAllLinesAsync(signer._folder.In("key.pub"), TestContext.Current.CancellationToken))[1];
        }
        else
        {
            await Run("ssh-keygen", "-q", "-t", program, "-N", "", "-C", "releases@example.com", "-f", signer._folder.In("key"));
            signer.PublicKey = (await File.ReadAllTextAsync(signer._folder.In("key.pub"), TestContext.Current.CancellationToken)).Trim();
        }

        return signer;
    }

    /// <summary>A signature of a content.</summary>
    /// <param name="purpose">The namespace; minisign has none.</param>
    public async Task<byte[]> Sign(byte[] content, string purpose = "file")
    {
        var file = _folder.In(Guid.NewGuid().ToString("N"));
        await File.WriteAllBytesAsync(file, content, TestContext.Current.CancellationToken);
        if (Program is "minisign")
            await Run("minisign", ["-S", "-s", _folder.In("key"), "-m", file, "-x", file + Suffix, "-t", "release of a test", .. Options]);
        else
            await Run("ssh-keygen", "-Y", "sign", "-f", _folder.In("key"), "-n", purpose, file);
        return await File.ReadAllBytesAsync(file + Suffix, TestContext.Current.CancellationToken);
    }

    /// <summary>An asset, the list with its digest, and the list's signature.</summary>
    public async Task<IReadOnlyList<ReleaseAsset>> Release(byte[] zip, string purpose = "file")
    {
        var asset = ReleaseAsset.Of(FetchingNode.AssetName, zip);
        var list = System.Text.Encoding.UTF8.GetBytes($"{asset.Sha256}  {asset.Name}\n");
        return [asset, ReleaseAsset.Of(List, list), ReleaseAsset.Of(List + Suffix, await Sign(list, purpose))];
    }

    public void Dispose() => _folder.Dispose();

    private static async Task Run(string program, params string[] args)
    {
        var (code, output) = await TestProcess.Run(program, args);
        code.ShouldBe(0, $"{program} {string.Join(' ', args)}: {output}");
    }
}
