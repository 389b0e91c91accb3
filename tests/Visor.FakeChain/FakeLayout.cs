using Visor.Chains;
using Visor.Configuration;
using Visor.Model;

namespace Visor.FakeChain;

/// <summary>A release folder has a file <c>command</c>: the program, and each argument in a line of its own.</summary>
internal sealed class FakeLayout : IReleaseLayout
{
    public string DefinitionFile(string releaseFolder) => Path.Combine(releaseFolder, "command");

    public ConfigurationReading<NodeDefinition> Read(string releaseFolder)
    {
        var file = DefinitionFile(releaseFolder);
        var problems = new ProblemList(file);
        var lines = (ConfigurationFile.Read(file, "each release needs one", problems) ?? "").Split('\n', StringSplitOptions.RemoveEmptyEntries);
        if (lines is [var program, .. var arguments])
            return problems.Reading<NodeDefinition>(new FakeDefinition(file, new ProcessDefinition(FakeFamily.Node, Path.GetFullPath(program, releaseFolder), [.. arguments], $"{file}:1")));
        if (!problems.HasErrors)
            problems.Error(default, "program", "is missing; write it in the first line");
        return problems.Reading<NodeDefinition>(null);
    }

    public string DefinitionName => "command";

    public string Describe(NodeDefinition definition) => "is valid";

    public bool HasDefinitionPerRelease => true;

    public string? ReadTag(string word, out ReleaseTag tag) => ReleaseTag.TryParse(word, out tag) ? null : ReleaseTag.ProblemWith(word);

    public string PlaceOf(string binary) => binary;

    public string HowToPlace(ReleaseTag tag, string folder, string homeWord) => $"put {tag} there";

    public ulong? SwitchedAt(string releaseFolder) => null;

    public DefinitionCopy CopyFor(ReleaseTag tag, string binary, string source, string file) => new(source, []);
}

internal sealed record FakeDefinition(string File, ProcessDefinition Process)
    : NodeDefinition(File, "", new NodeEndpoint(new FakeProcesses().DataFolder(Process.Arguments) ?? "", RequestPath: null), [Process])
{
    public override bool HasRelativePaths => false;
}
