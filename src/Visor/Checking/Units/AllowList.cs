using Visor.Systemd.Unit;

namespace Visor.Checking.Units;

/// <summary>
/// A list of what is allowed or, if its first assignment begins with <c>~</c>, of what is not. What a later assignment of the other sign names is taken out
/// again.
/// </summary>
internal sealed class AllowList
{
    private readonly bool _isOfDenied;
    private readonly HashSet<string> _allowed = new(StringComparer.Ordinal);
    private readonly HashSet<string> _denied = new(StringComparer.Ordinal);

    /// <param name="value">Its assignments, a line each; null: everything is allowed.</param>
    public AllowList(string? value)
    {
        var assignments = value?.Split('\n') ?? ["~"];
        _isOfDenied = assignments[0].StartsWith('~');
        foreach (var assignment in assignments)
        {
            // SystemCallFilter= takes an error number behind a colon.
            var names = UnitWords.Split(assignment.TrimStart('~')).Select(word => word.Split(':')[0]).ToList();
            var (here, there) = assignment.StartsWith('~') ? (_denied, _allowed) : (_allowed, _denied);
            here.UnionWith(names);
            there.ExceptWith(names);
        }
    }

    /// <param name="groups">That hold it among others.</param>
    public bool Allows(string name, params ReadOnlySpan<string> groups)
    {
        if (_denied.Contains(name))
            return false;
        var isAllowed = _allowed.Contains(name);
        foreach (var group in groups)
            isAllowed |= _allowed.Contains(group);
        return isAllowed || _isOfDenied;
    }
}
