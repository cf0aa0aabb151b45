using System.Text.Json;
using NetVips;

namespace PreExam.Specimens;

/// <summary>The set of the demo: papers for an individual business in rented premises, and pictures with faults.</summary>
public static class SpecimenSet
{
    private const int MostBytes = 250_000;
    private static readonly Shot Card = new();
    private static readonly Shot Page = new()
    {
        Width = 1500, Height = 2000, Corners = [new(0.06, 0.05), new(0.94, 0.06), new(0.95, 0.95), new(0.05, 0.94)],
    };

    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web)
    {
        WriteIndented = true,
        Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };

    public static void Render(string folder)
    {
        Directory.CreateDirectory(folder);
        var (person, landlord, agent) = (Persona.Operator, Persona.Landlord, Persona.Agent);
        var front = Papers.IdCardFront(person);
        var onPerson = new Dictionary<string, string> { ["name"] = person.Name, ["idNumber"] = person.IdNumber, ["address"] = person.Address };
        var onLease = new Dictionary<string, string> { ["landlord"] = landlord.Name, ["tenant"] = person.Name, ["until"] = "2029-02-28" };
        Dictionary<string, string> nothing = [];

        List<Specimen> all =
        [
            Photo("id-card-front.jpg", "ID_CARD", front, Card, onPerson),
            Photo("id-card-front-blurred.jpg", "ID_CARD", front, Card with { Blur = 7 }, onPerson, ["IMG_BLUR"]),
            Photo("id-card-front-dark.jpg", "ID_CARD", front, Card with { Light = 0.22, Noise = 3 }, onPerson, ["IMG_DARK"]),
            Photo("id-card-front-glare.jpg", "ID_CARD", front, Card with { Glare = 0.16 }, onPerson, ["IMG_GLARE"]),
            Photo("id-card-back.jpg", "ID_CARD", Papers.IdCardBack(), Card, new() { ["validUntil"] = "2041-03-07" }),
            Photo("agent-id-card-front.jpg", "ID_CARD", Papers.IdCardFront(agent), Card with { Table = new Ink(66, 70, 74) }, new() { ["name"] = agent.Name, ["idNumber"] = agent.IdNumber }),
            Photo("application-form.jpg", "REG_APPLICATION", Papers.ApplicationForm(person), Page, onPerson),
            Photo("lease-1.jpg", "PREMISES_LEASE", Papers.LeaseFirstPage(landlord, person), Page, onLease),
            Photo("lease-2.jpg", "PREMISES_LEASE", Papers.LeaseLastPage(landlord, person), Page, onLease),
            Photo("property-certificate.jpg", "PREMISES_TITLE", Papers.PropertyCertificate(landlord), Page, new() { ["owner"] = landlord.Name }),
            Photo("power-of-attorney.jpg", "POWER_OF_ATTORNEY", Papers.PowerOfAttorney(person, agent), Page, new() { ["principal"] = person.Name, ["agent"] = agent.Name }),
            Photo("food-safety-commitment.jpg", "FOOD_SAFETY_COMMITMENT", Papers.FoodSafetyCommitment(person), Page, new() { ["name"] = person.Name }),
            Photo("name-notice.jpg", "NAME_NOTICE", Papers.NameNotice(person), Page, new() { ["name"] = person.Name }),
            Photo("property-certificate-rotated.jpg", "PREMISES_TITLE", Papers.PropertyCertificate(landlord), Page, new() { ["owner"] = landlord.Name }, orientation: 6),
        ];

        using (var portrait = Papers.Portrait().ToImage()) Save(portrait, Path.Combine(folder, "portrait.jpg"), orientation: 1);
        all.Add(new Specimen("portrait.jpg", "PORTRAIT", [], nothing, 1, null));
        File.WriteAllText(Path.Combine(folder, "truth.json"), JsonSerializer.Serialize(all, Json) + "\n");

        Specimen Photo(string file, string material, Sheet paper, Shot shot, Dictionary<string, string> fields, string[]? findings = null, int orientation = 1)
        {
            using var picture = Photograph.Take(paper, shot);
            Save(picture, Path.Combine(folder, file), orientation);
            return new Specimen(file, material, findings ?? [], fields, orientation, Photograph.CornersOf(shot));
        }
    }

    /// <summary>As a phone stores it: lying on its side for orientation 6, with the place where it was taken, at most 250 kB.</summary>
    private static void Save(Image upright, string path, int orientation)
    {
        using var stored = orientation == 6 ? upright.Rot(Enums.Angle.D270) : upright.Copy();
        using var tagged = stored.Mutate(m =>
        {
            if (orientation == 1) return;
            m.Set(GValue.GIntType, "orientation", orientation);
            m.Set(GValue.GStrType, "exif-ifd0-Make", "SPECIMEN");
            m.Set(GValue.GStrType, "exif-ifd3-GPSLatitudeRef", "N");
            m.Set(GValue.GStrType, "exif-ifd3-GPSLatitude", "30/1 0/1 0/1");
            m.Set(GValue.GStrType, "exif-ifd3-GPSLongitudeRef", "E");
            m.Set(GValue.GStrType, "exif-ifd3-GPSLongitude", "120/1 0/1 0/1");
        });

        for (var quality = 85; ; quality -= 5)
        {
            var file = tagged.JpegsaveBuffer(q: quality, optimizeCoding: true);
            if (file.Length > MostBytes && quality > 40) continue;
            File.WriteAllBytes(path, file);
            return;
        }
    }
}
