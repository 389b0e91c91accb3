namespace Visor.Node;

/// <summary>
/// How often a core may change its mind. Each change costs a line on the disk, a line in the log, a notification, and a question to the server of the
/// releases; a core that names another plan with every answer would make hundreds a second, and one that is alerted about with every answer as many lines
/// in the log. What is due is never held back.
/// </summary>
internal sealed class PlanChangeLimiter(TimeProvider time)
{
    /// <summary>Changes that are heard at once, as plans are made, corrected and withdrawn by people.</summary>
    private const int AtOnce = 10;

    /// <summary>Then one in this time.</summary>
    public static readonly TimeSpan Each = TimeSpan.FromMinutes(1);

    private double _left = AtOnce;
    private long? _last;

    /// <summary>Time since the last change that was heard; null: there was none.</summary>
    public TimeSpan? SinceLast => _last is { } last ? time.GetElapsedTime(last) : null;

    /// <returns>False: there were too many of late, and this one is not to be heard yet.</returns>
    public bool Hear()
    {
        var earned = SinceLast is { } since ? since / Each : 0;
        if (_left + earned < 1)
            return false;
        _left = Math.Min(AtOnce, _left + earned) - 1;
        _last = time.GetTimestamp();
        return true;
    }
}
