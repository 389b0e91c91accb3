using Mono.Cecil;
using Mono.Cecil.Cil;

namespace Visor.Tests.Architecture;

/// <summary>Which room uses which, by the types that the compiled program names: also those that no <c>using</c> tells of. A room is a namespace below <c>Visor</c>.</summary>
internal static class TypeArrows
{
    private const string Root = "(root)";

    /// <summary>From a type to a type of another room, by full names.</summary>
    public static IReadOnlySet<(string From, string To)> BetweenTypes { get; } = Read(typeof(Visor.Model.Release).Assembly.Location);

    /// <summary>The same between rooms, such as <c>Chains/Vega</c>.</summary>
    public static SortedSet<(string From, string To)> BetweenRooms { get; } = [.. BetweenTypes.Select(a => (RoomOf(a.From), RoomOf(a.To)))];

    /// <param name="type">Its full name.</param>
    public static string RoomOf(string type)
    {
        var names = type.Split('.')[1..^1];
        return names.Length == 0 ? Root : string.Join('/', names);
    }

    private static HashSet<(string From, string To)> Read(string file)
    {
        using var module = ModuleDefinition.ReadModule(file);
        HashSet<(string From, string To)> arrows = [];
        foreach (var type in module.GetTypes().Where(IsOurs))
        {
            var from = Outermost(type).FullName;
            foreach (var used in UsedBy(type).SelectMany(Parts).Where(t => t.Scope == module && IsOurs(t)))
            {
                var to = Outermost(used).FullName;
                if (!string.Equals(RoomOf(from), RoomOf(to), StringComparison.Ordinal))
                    arrows.Add((from, to));
            }
        }

        return arrows;
    }

    private static bool IsOurs(TypeReference type) => Outermost(type) is { Namespace: var room } && (room is "Visor" || room.StartsWith("Visor.", StringComparison.Ordinal));

    private static TypeReference Outermost(TypeReference type) => type.DeclaringType is { } outer ? Outermost(outer) : type;

    private static IEnumerable<TypeReference?> UsedBy(TypeDefinition type) =>
    [
        type.BaseType,
        .. type.Interfaces.Select(i => i.InterfaceType),
        .. type.Fields.Select(f => f.FieldType),
        .. type.Properties.Select(p => p.PropertyType),
        .. Named(type.CustomAttributes),
        .. type.Methods.SelectMany(m => Named(m.CustomAttributes).Concat(m.Parameters.Select(p => p.ParameterType)).Append(m.ReturnType)),
        .. type.Methods.Where(m => m.HasBody).SelectMany(m => m.Body.Variables.Select(v => v.VariableType).Concat(m.Body.Instructions.SelectMany(Named))),
    ];

    private static IEnumerable<TypeReference?> Named(IEnumerable<CustomAttribute> attributes) => attributes.SelectMany(a =>
        a.ConstructorArguments.Select(v => v.Value as TypeReference).Append(a.AttributeType));

    private static IEnumerable<TypeReference?> Named(Instruction instruction) => instruction.Operand switch
    {
        TypeReference type => [type],
        FieldReference field => [field.DeclaringType, field.FieldType],
        GenericInstanceMethod method => [method.DeclaringType, method.ReturnType, .. method.GenericArguments, .. method.Parameters.Select(p => p.ParameterType)],
        MethodReference method => [method.DeclaringType, method.ReturnType, .. method.Parameters.Select(p => p.ParameterType)],
        _ => [],
    };

    // What an array is made of, and what stands in the angle brackets.
    private static IEnumerable<TypeReference> Parts(TypeReference? type) => type switch
    {
        null => [],
        GenericInstanceType generic => [generic.ElementType, .. generic.GenericArguments.SelectMany(Parts)],
        TypeSpecification other => Parts(other.ElementType),
        _ => [type],
    };
}
