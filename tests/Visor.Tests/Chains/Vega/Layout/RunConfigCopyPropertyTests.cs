using System.Collections.Immutable;
using System.Globalization;
using CsCheck;
using Shouldly;
using Visor.Chains.Vega.Layout;
using Visor.Chains.Vega.Layout.Copying;
using Visor.Model;
using Xunit;

namespace Visor.Tests.Chains.Vega.Layout;

[Pure]
public sealed class RunConfigCopyPropertyTests
{
    private const string File = "/home/v/v1/run-config.toml";

    [Fact]
    public void A_copy_means_what_its_source_meant_but_for_the_release() => GeneratedRunConfig.Any.Sample(
        source =>
        {
            var before = Read(source.Text);
            before.Core.Arguments.ShouldBe(source.CoreArguments);

            var copy = RunConfigCopy.Create(source.Text, File, ReleaseTag.Parse("v2"), "bin/vega");

            var after = Read(copy.Text);
            after.ShouldBe(before with
            {
                Name = "v2",
                Processes =
                [
                    new ProcessDefinition(VegaRoles.Core, "/home/v/v1/bin/vega", WithoutHeight(source.CoreArguments), ""),
                    .. source.DataNodeArguments is { } arguments ? new[] { new ProcessDefinition(VegaRoles.DataNode, "/home/v/v1/bin/vega", ForDataNode(WithoutHeight(arguments)), "") } : [],
                ],
            });
        },
        iter: 3000);

    [Fact]
    public void A_copy_keeps_every_comment_and_every_line_end() => GeneratedRunConfig.Any.Sample(
        source =>
        {
            var copy = RunConfigCopy.Create(source.Text, File, ReleaseTag.Parse("v2"), "bin/vega").Text;

            // No text in quotes of the generated ones has both a sharp and a letter right behind the blank but these.
            Comments(copy).ShouldBe(Comments(source.Text));
            copy.Replace("\r\n", "", StringComparison.Ordinal).Contains('\r', StringComparison.Ordinal).ShouldBeFalse();
            if (source.Text.Contains('\r', StringComparison.Ordinal))
                copy.Replace("\r\n", "", StringComparison.Ordinal).Contains('\n', StringComparison.Ordinal).ShouldBeFalse();
            copy.StartsWith('\uFEFF').ShouldBe(source.Text.StartsWith('\uFEFF'));
        },
        iter: 1000);

    [Fact]
    public void The_changes_tell_the_whole_difference() => GeneratedRunConfig.Any.Sample(
        source =>
        {
            var copy = RunConfigCopy.Create(source.Text, File, ReleaseTag.Parse("v2"), "bin/vega");

            // Every line that the copy lacks is shown as gone, every new one as come, and nothing else.
            var before = Lines(source.Text).ToList();
            foreach (var line in copy.Changes.Where(c => c.StartsWith("- ", StringComparison.Ordinal)))
                before.Remove(line[2..]).ShouldBeTrue(line);
            before.AddRange(copy.Changes.Where(c => c.StartsWith("+ ", StringComparison.Ordinal)).Select(c => c[2..]));
            before.Order(StringComparer.Ordinal).ShouldBe(Lines(copy.Text).Order(StringComparer.Ordinal));
        },
        iter: 1000);

    private static IEnumerable<string> Lines(string text) =>
        text.TrimStart('\uFEFF').Split('\n').Select(l => l.TrimEnd('\r'));

    private static IEnumerable<string> Comments(string text) =>
        Lines(text).Where(l => l.Contains("# ", StringComparison.Ordinal)).SelectMany(l => l.Split("# ").Skip(1)).Where(c => !c.StartsWith(']'));

    private static RunConfig Read(string text)
    {
        var reading = RunConfigReader.Read(text, File);
        return reading.Value ?? throw new InvalidOperationException(string.Join('\n', reading.Errors) + "\n" + text);
    }

    private static ImmutableArray<string> WithoutHeight(ImmutableArray<string> arguments)
    {
        var kept = ImmutableArray.CreateBuilder<string>();
        for (var index = 0; index < arguments.Length; index++)
        {
            if (!SnapshotHeightOption.Is(arguments[index]))
                kept.Add(arguments[index]);
            else if (arguments[index].Length == SnapshotHeightOption.Name.Length && index + 1 < arguments.Length && IsValue(arguments[index + 1]))
                index++;
        }

        return kept.ToImmutable();
    }

    private static bool IsValue(string text) => !text.StartsWith('-') || int.TryParse(text, CultureInfo.InvariantCulture, out _);

    private static ImmutableArray<string> ForDataNode(ImmutableArray<string> arguments) => arguments.FirstOrDefault() switch
    {
        null => ["datanode", "start"],
        "start" or "node" => ["datanode", "start", .. arguments.Skip(1)],
        ['-', ..] => ["datanode", "start", .. arguments],
        _ => arguments,
    };
}
