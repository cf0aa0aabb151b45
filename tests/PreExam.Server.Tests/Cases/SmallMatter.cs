using System.Text;
using PreExam.Server.Catalogue.Loading;
using PreExam.Server.Platform;
using PreExam.Testing;

namespace PreExam.Server.Tests.Cases;

/// <summary>A matter with one of everything that a case can have, small enough to fill in within a test.</summary>
internal static class SmallMatter
{
    public const string Code = "888000000001";
    public const string Department = "MARKET";

    private const string Own = """
        followUpTracks: [SEAL, TAX]
        submitLevel: realName
        guardianAllowed: true
        situations:
          - id: who
            text: { zh: "由谁办理？", en: "Who files?" }
            kind: one
            options:
              - { value: self, label: { zh: "本人", en: "the applicant" } }
              - { value: agent, label: { zh: "代办人", en: "an agent" } }
        form:
          - { id: name, label: { zh: "姓名", en: name }, type: text, personal: true, maxLength: 20 }
          - { id: idNumber, label: { zh: "身份号码", en: "identity number" }, type: identifier, identifier: residentId, personal: true, optional: true }
          - { id: start, label: { zh: "开始日期", en: "first day" }, type: date, optional: true }
          - { id: amount, label: { zh: "金额", en: amount }, type: number, optional: true }
          - { id: agreed, label: { zh: "同意", en: agreed }, type: boolean, optional: true }
          - { id: illness, label: { zh: "病情", en: illness }, type: text, optional: true, sensitivity: health }
        materials:
          - slot: idCard
            kind: ID_CARD
            name: { zh: "居民身份证", en: "Identity card" }
            shortName: "身份证"
            originalsCount: 1
            minPages: 1
            maxPages: 2
            formats: [jpeg, png]
            maxBytes: 1048576
            sensitivity: sensitive
            fields:
              - { id: name, label: { zh: "姓名", en: name }, type: text, personal: true, maxLength: 20 }
          - slot: proof
            kind: PROOF
            name: { zh: "住所证明", en: "Proof of address" }
            shortName: "住所证明"
            tolerable: true
            formats: [jpeg]
            maxBytes: 1048576
          - slot: attorney
            kind: POWER_OF_ATTORNEY
            name: { zh: "授权委托书", en: "Power of attorney" }
            shortName: "委托书"
            requiredWhen: { q: who, in: [agent] }
            formats: [jpeg]
            maxBytes: 1048576
          - slot: report
            kind: MEDICAL_REPORT
            name: { zh: "诊断证明", en: "Medical report" }
            shortName: "诊断证明"
            optional: true
            sensitivity: health
            formats: [jpeg]
            maxBytes: 1048576
        checks:
          - id: card.name
            severity: warning
            target: slot:idCard#name
            holds: { value: paper:idCard#name, sameAs: form:name, as: personName }
            message: { zh: "身份证姓名与所填姓名不一致。", en: "The card names another person." }
            remedy: { zh: "请改正或说明。", en: "Correct it, or say why." }
        examples: [form, checks]
        """;

    /// <summary>Publishes a version that no longer asks for one of the papers.</summary>
    public static Task PublishWithout(PreExamHost host, string slot)
    {
        var begin = Own.IndexOf($"  - slot: {slot}\n", StringComparison.Ordinal);
        return Publish(host, Own.Remove(begin, Own.IndexOf("  - slot:", begin + 5, StringComparison.Ordinal) - begin));
    }

    /// <summary>Publishes it; a second time changes nothing.</summary>
    public static async Task Publish(PreExamHost host, string? changed = null)
    {
        var shipped = ShippedFiles.Matters().Single(m => m.File == "999070010101.yaml").Text;
        var head = shipped[..shipped.IndexOf("submitLevel:", StringComparison.Ordinal)].Replace("999070010101", Code, StringComparison.Ordinal);
        var editor = await host.NewStaff(Department, Caller.CatalogueEditor);
        await editor.Client.Post("staff/matters", new StringContent(head + (changed ?? Own), Encoding.UTF8, "application/yaml")).Ok();
    }
}
