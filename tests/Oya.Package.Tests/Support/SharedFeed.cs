namespace Oya.Package.Tests;

/// <summary>
/// One feed for all tests, which run one at a time, because two packs of a project share its intermediate files.
/// </summary>
[CollectionDefinition(Name)]
public sealed class SharedFeed : ICollectionFixture<PackageFeed>
{
    public const string Name = "Packages";
}
