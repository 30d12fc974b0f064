using Xunit.v3;

namespace Oya.Tests;

/// <summary>
/// Marks a test that takes seconds, because it tries every place, many dice or a long stream. <c>./test.sh --fast</c>
/// leaves it out; <c>./test.sh</c> and the CI run it.
/// </summary>
[AttributeUsage(AttributeTargets.Class | AttributeTargets.Method)]
sealed class ExhaustiveAttribute : Attribute, ITraitAttribute
{
    public IReadOnlyCollection<KeyValuePair<string, string>> GetTraits() => [new("Size", "Exhaustive")];
}
