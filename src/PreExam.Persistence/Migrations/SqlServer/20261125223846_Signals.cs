using System;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace PreExam.Persistence.Migrations.SqlServer
{
    /// <inheritdoc />
    public partial class Signals : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropIndex(
                name: "IX_CaseClocks_StoppedAt_WarnAt",
                table: "CaseClocks");

            migrationBuilder.AddColumn<string>(
                name: "Raised",
                table: "CaseClocks",
                type: "nvarchar(16)",
                maxLength: 16,
                nullable: false,
                defaultValue: "None");

            migrationBuilder.AddColumn<DateTimeOffset>(
                name: "SpeaksAt",
                table: "CaseClocks",
                type: "datetimeoffset",
                nullable: true);

            // Clocks that run already have their say from here on. In a text of its own, because a script's batch is compiled before it adds the column.
            migrationBuilder.Sql("EXEC(N'UPDATE [CaseClocks] SET [SpeaksAt] = [WarnAt] WHERE [StoppedAt] IS NULL AND [Kind] <> ''CorrectionPeriod'';');");

            migrationBuilder.CreateTable(
                name: "RaisedSignals",
                columns: table => new
                {
                    Id = table.Column<byte[]>(type: "binary(16)", nullable: false),
                    ClockId = table.Column<byte[]>(type: "binary(16)", nullable: false),
                    Kind = table.Column<string>(type: "nvarchar(16)", maxLength: 16, nullable: false),
                    Signal = table.Column<string>(type: "nvarchar(16)", maxLength: 16, nullable: false),
                    CaseId = table.Column<byte[]>(type: "binary(16)", nullable: false),
                    Department = table.Column<string>(type: "nvarchar(40)", maxLength: 40, nullable: false),
                    HeldBy = table.Column<byte[]>(type: "binary(16)", nullable: true),
                    DueAt = table.Column<DateTimeOffset>(type: "datetimeoffset", nullable: false),
                    At = table.Column<DateTimeOffset>(type: "datetimeoffset", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_RaisedSignals", x => x.Id);
                });

            migrationBuilder.CreateIndex(
                name: "IX_CounterPasses_ExpiresAt",
                table: "CounterPasses",
                column: "ExpiresAt");

            migrationBuilder.CreateIndex(
                name: "IX_CaseClocks_SpeaksAt_Id",
                table: "CaseClocks",
                columns: new[] { "SpeaksAt", "Id" });

            migrationBuilder.CreateIndex(
                name: "IX_CaseClocks_StoppedAt",
                table: "CaseClocks",
                column: "StoppedAt");

            migrationBuilder.CreateIndex(
                name: "IX_RaisedSignals_ClockId_Signal",
                table: "RaisedSignals",
                columns: new[] { "ClockId", "Signal" },
                unique: true);

            migrationBuilder.CreateIndex(
                name: "IX_RaisedSignals_Department_Id",
                table: "RaisedSignals",
                columns: new[] { "Department", "Id" });

            migrationBuilder.CreateIndex(
                name: "IX_RaisedSignals_Department_Signal_Id",
                table: "RaisedSignals",
                columns: new[] { "Department", "Signal", "Id" });
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropTable(
                name: "RaisedSignals");

            migrationBuilder.DropIndex(
                name: "IX_CounterPasses_ExpiresAt",
                table: "CounterPasses");

            migrationBuilder.DropIndex(
                name: "IX_CaseClocks_SpeaksAt_Id",
                table: "CaseClocks");

            migrationBuilder.DropIndex(
                name: "IX_CaseClocks_StoppedAt",
                table: "CaseClocks");

            migrationBuilder.DropColumn(
                name: "Raised",
                table: "CaseClocks");

            migrationBuilder.DropColumn(
                name: "SpeaksAt",
                table: "CaseClocks");

            migrationBuilder.CreateIndex(
                name: "IX_CaseClocks_StoppedAt_WarnAt",
                table: "CaseClocks",
                columns: new[] { "StoppedAt", "WarnAt" });
        }
    }
}
