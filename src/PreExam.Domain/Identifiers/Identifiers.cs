using System.Diagnostics;

namespace PreExam.Domain.Identifiers;

/// <summary>One door to all kinds, for checks that name the kind in data.</summary>
public static class Identifiers
{
    /// <summary>
    /// Looks at <paramref name="text"/> as people type it: full-width characters, lower case and surrounding spaces are forgiven.
    /// </summary>
    /// <param name="kind">What the number is meant to be.</param>
    /// <param name="text">What was typed or read; null is a bad format.</param>
    /// <param name="today">The day in China, against which birth dates are held.</param>
    public static IdentifierCheck Check(IdentifierKind kind, string? text, DateOnly today) => kind switch
    {
        IdentifierKind.ResidentId => ResidentId.Check(text, today, out _),
        IdentifierKind.LegacyResidentId => LegacyResidentId.Check(text, today, out _),
        IdentifierKind.ForeignPermanentResident => ForeignPermanentResidentId.Check(text, today, out _),
        IdentifierKind.LegacyForeignPermanentResident => LegacyForeignPermanentResidentId.Check(text, today, out _),
        IdentifierKind.HmtResidencePermit => HmtResidencePermit.Check(text, today, out _),
        IdentifierKind.HmtTravelPermit => HmtTravelPermit.Check(text, out _),
        IdentifierKind.UnifiedSocialCreditCode => UnifiedSocialCreditCode.Check(text, out _),
        IdentifierKind.OrganisationCode => OrganisationCode.Check(text, out _),
        IdentifierKind.BusinessRegistrationNumber => BusinessRegistrationNumber.Check(text, out _),
        IdentifierKind.MobileNumber => MobileNumber.Check(text, out _),
        IdentifierKind.ChinesePassport => ChinesePassportNumber.Check(text, out _),
        IdentifierKind.BankCard => BankCardNumber.Check(text, out _),
        IdentifierKind.VehiclePlate => VehiclePlate.Check(text, out _),
        _ => throw new UnreachableException(),
    };
}
