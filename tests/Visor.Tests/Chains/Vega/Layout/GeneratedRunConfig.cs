using System.Collections.Immutable;
using CsCheck;
using Visor.Chains.Vega.Layout;
using Visor.Chains.Vega.Layout.Copying;

namespace Visor.Tests.Chains.Vega.Layout;

/// <summary>Run configs in the many ways in which people write them.</summary>
/// <param name="DataNodeArguments">Default: there is no data node.</param>
internal sealed record GeneratedRunConfig(string Text, ImmutableArray<string> CoreArguments, ImmutableArray<string>? DataNodeArguments)
{
    private static readonly Gen<ImmutableArray<string>> Arguments = OneOf(
            "start", "node", "datanode", "--home", "/v", "-x", "5", "-1", "", "we\"i\\rd # ]", "two\nlines", "ü😀", SnapshotHeightOption.Name, SnapshotHeightOption.Name + "=7")
        .Array[0, 7].Select(all => all.ToImmutableArray());

    // A list of arguments: how each is quoted and what stands around it.
    private static readonly Gen<(int Quotes, int Layout)> Style = Gen.Select(Gen.Int[0, 2], Gen.Int[0, 4]);

    public static Gen<GeneratedRunConfig> Any { get; } = Gen.Select(
        OneOf("", "name = \"v1\"\n", "# first\n\nName = 'v1' # label\n"),
        Arguments, Style, Gen.Int[0, 4],
        Gen.Select(Arguments, Style, Gen.Int[0, 4], Gen.Bool),
        OneOf("\n", "\r\n"), OneOf("", "\uFEFF"),
        (name, core, coreStyle, coreForm, dataNode, lineEnd, mark) =>
        {
            var text = name + Process("vega", core, coreStyle, coreForm) + $"[{(coreForm == 4 ? "VEGA" : "vega")}.rpc] # where it listens\nsocketPath = \"/s\"\n"
                + (dataNode.Item4 ? Process("data_node", dataNode.Item1, dataNode.Item2, dataNode.Item3) : "") + "# end";
            return new GeneratedRunConfig(
                mark + text.Replace("\n", lineEnd, StringComparison.Ordinal), core, dataNode.Item4 ? dataNode.Item1 : null);
        });

    private static Gen<string> OneOf(params string[] texts) => Gen.Int[0, texts.Length - 1].Select(index => texts[index]);

    private static string Process(string name, ImmutableArray<string> arguments, (int Quotes, int Layout) style, int form)
    {
        var list = List(arguments, style);
        return form switch
        {
            0 => $"[{name}.binary] # {name}\n  path = \"old\" # path\n  args = {list} # args\n",
            1 => $"[{name}]\nbinary.Args = {list}\nbinary.path = 'old'\n\n",
            2 => $"[{name}]\nbinary = {{ path = \"\"\"old\"\"\", args = {list} }} # both\n",
            3 => $"[\"{name}\"]\n\t[{name}.\"binary\"]\n\targs={list}\n\tpath=\"\\u006Fld\"\n",
            _ => $"[{name.ToUpperInvariant()}] # loud\nBINARY.PATH = \"old\"\nBINARY.ARGS = {list}\n",
        };
    }

    private static string List(ImmutableArray<string> arguments, (int Quotes, int Layout) style)
    {
        var items = arguments.Select(a => Quoted(a, style.Quotes)).ToList();
        return style.Layout switch
        {
            0 => $"[{string.Join(", ", items)}]",
            1 => $"[ {string.Join(" ,\t", items)} ]",
            2 => $"[\n{string.Concat(items.Select((item, index) => $"    {item}, # comment {index}\n"))}  # end of list\n]",
            3 => $"[ # list\n{string.Join("\n  , ", items)}\n]",
            _ => $"[{string.Concat(items.Select((item, index) => $"{item} # before {index}\n\n , "))}]",
        };
    }

    private static string Quoted(string text, int quotes) => quotes switch
    {
        1 when !text.Contains('\n', StringComparison.Ordinal) => $"'{text}'",
        2 => $"\"\"\"\n{TomlString.Quote(text)[1..^1]}\"\"\"",
        _ => TomlString.Quote(text),
    };
}
