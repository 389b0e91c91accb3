using Xunit.v3;

namespace Visor.Testing.Rings;

/// <summary>How far a class of tests reaches into the world; the runner selects by it: <c>--filter-trait Ring=Pure</c>.</summary>
[AttributeUsage(AttributeTargets.Class)]
public abstract class RingAttribute : Attribute, ITraitAttribute
{
    private protected RingAttribute(string ring) => Ring = ring;

    public string Ring { get; }

    public IReadOnlyCollection<KeyValuePair<string, string>> GetTraits() => [new("Ring", Ring)];
}
