using PreExam.Specimens;

if (args is not ["render", var folder])
{
    Console.Error.WriteLine("Usage: PreExam.Specimens -- render FOLDER     (needs Debian's fonts-noto-cjk)");
    return 2;
}

SpecimenSet.Render(folder);
return 0;
