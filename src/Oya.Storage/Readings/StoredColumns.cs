using System.Data.Common;
using Oya.Teleinfo;

namespace Oya.Storage;

/// <summary>The columns of the table <c>reading</c> that hold what a reading says, as statements name them.</summary>
static class StoredColumns
{
    /// <summary>All of them, with commas.</summary>
    public static readonly string Names = string.Join(", ", ReadingColumn.All.Select(column => column.Name));

    /// <summary>To take half-hour data out of a row: <c>cc_end = null, …</c>.</summary>
    public static readonly string WithoutHalfHours = string.Join(
        ", ", ReadingColumn.All.Where(column => column.IsHalfHour).Select(column => $"{column.Name} = null"));

    /// <summary>Where a result has each of them, by its name; to be asked once for each statement.</summary>
    public static int[] Find(DbDataReader row) => [.. ReadingColumn.All.Select(column => row.GetOrdinal(column.Name))];
}
