namespace Visor.Logging;

/// <summary>What stands in every line beside its message.</summary>
internal sealed class LogContext
{
    private volatile string _release = "-";

    /// <summary>The release that runs, or that is being started.</summary>
    public string Release
    {
        get => _release;
        set => _release = value;
    }
}
