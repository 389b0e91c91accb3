namespace Visor.Configuration;

/// <summary>Reads <c>[hooks]</c>.</summary>
internal sealed class HooksReader(TableReader table, ProblemList problems, IReadOnlyList<string> knownKeys)
{
    public HooksConfig Read()
    {
        var defaults = new HooksConfig();
        var hooks = new HooksConfig
        {
            OnStaged = Hook("onStaged"),
            BeforeUpgrade = Hook("beforeUpgrade"),
            AfterUpgrade = Hook("afterUpgrade"),
            OnFailure = Hook("onFailure"),
            Timeout = Timeout(defaults.Timeout),
        };
        table.WarnOfTheRest(knownKeys);
        return hooks;
    }

    private HookCommand Hook(string key)
    {
        if (table.Take(key) is not { } entry)
            return HookCommand.None;
        if (entry.Value is TomlText)
        {
            table.Wrong(entry, "must be a list of the program and its arguments, not a text; write [\"/bin/sh\", \"-c\", \"…\"] for a line of shell");
            return HookCommand.None;
        }

        if (table.Texts(key) is not [var program, .. var arguments])
        {
            if (entry.Value is TomlList)
                table.Wrong(entry, "is empty; write the program and its arguments, or delete the line");
            return HookCommand.None;
        }

        if (program.Length > 0)
            return new HookCommand([Path.GetFullPath(program, FolderOfFile), .. arguments]);
        table.Wrong(entry, "begins with an empty text; write the path of the program there");
        return HookCommand.None;
    }

    private TimeSpan Timeout(TimeSpan absent)
    {
        var timeout = table.Seconds("timeoutSeconds", absent);
        if (timeout == TimeSpan.Zero && table.Take("timeoutSeconds") is { } entry)
            table.Wrong(entry, "must be 1 or more: within 0 seconds no program ends");
        return timeout;
    }

    private string FolderOfFile => Path.GetDirectoryName(Path.GetFullPath(problems.File)) ?? "/";
}
