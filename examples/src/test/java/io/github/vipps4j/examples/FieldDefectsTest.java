package io.github.vipps4j.examples;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The table of field defects says what the annotations on the tests of all modules say, and the other way round. */
class FieldDefectsTest {
    private static final Path ROOT = Path.of("..");

    private static final Pattern ANNOTATION = Pattern.compile("(?m)^ *@FieldDefect\\(([^)]*)\\)");

    /** What an annotation belongs to: the class or the test that is declared next. */
    private static final Pattern DECLARATION =
            Pattern.compile("\\b(?:class (\\w+)|(?:void|Stream<DynamicTest>) (\\w+)\\()");

    private static final Pattern TEST = Pattern.compile("@(Test|ParameterizedTest|RepeatedTest|TestFactory)\\b");

    private final List<Row> rows = rows();

    FieldDefectsTest() throws IOException {}

    private record Row(int number, String defect, String promise, List<String> tests) {}

    @Test
    void rowsAreOrderedAndPromiseSomethingThatATestGuards() {
        assertThat(rows).isNotEmpty();
        assertThat(rows).extracting(Row::number).doesNotHaveDuplicates().isSorted();
        assertThat(rows).allSatisfy(row -> {
            assertThat(row.defect()).isNotBlank();
            assertThat(row.promise()).isNotBlank();
            assertThat(row.tests()).isNotEmpty().doesNotHaveDuplicates();
        });
    }

    @Test
    void tableAndAnnotationsSayTheSame() throws IOException {
        Set<String> listed = new TreeSet<>();
        rows.forEach(row -> row.tests().forEach(test -> listed.add(row.number() + " " + test)));
        Set<String> annotated = annotated();

        assertThat(listed)
                .as("in the table, without the annotation")
                .filteredOn(test -> !annotated.contains(test))
                .isEmpty();
        assertThat(annotated)
                .as("annotated, but not in the table")
                .filteredOn(test -> !listed.contains(test))
                .isEmpty();
    }

    private static List<Row> rows() throws IOException {
        List<Row> rows = new ArrayList<>();
        for (String line : Files.readAllLines(ROOT.resolve("docs/field-defects.md"))) {
            if (line.startsWith("|") && !line.startsWith("| # |") && !line.startsWith("|---")) {
                String[] cells = line.split("\\|", -1);
                assertThat(cells).as(line).hasSize(6);
                List<String> tests = Stream.of(cells[4].split("<br>|,"))
                        .map(cell -> cell.replace("`", "").strip())
                        .toList();
                rows.add(new Row(Integer.parseInt(cells[1].strip()), cells[2], cells[3], tests));
            }
        }
        return rows;
    }

    /** Number and test of each annotation in the sources of all modules. */
    private static Set<String> annotated() throws IOException {
        Set<String> annotated = new TreeSet<>();
        try (Stream<Path> modules = Files.list(ROOT)) {
            for (Path module : modules.toList()) {
                Path tests = module.resolve("src/test/java");
                if (Files.isDirectory(tests)) {
                    try (Stream<Path> files = Files.walk(tests)) {
                        for (Path file : files.filter(path -> path.toString().endsWith(".java"))
                                .toList()) {
                            annotated.addAll(annotated(file));
                        }
                    }
                }
            }
        }
        return annotated;
    }

    private static List<String> annotated(Path file) throws IOException {
        String source = Files.readString(file);
        String type = file.getFileName().toString().replace(".java", "");
        List<String> annotated = new ArrayList<>();
        Matcher annotation = ANNOTATION.matcher(source);
        while (annotation.find()) {
            Matcher declaration = DECLARATION.matcher(source);
            assertThat(declaration.find(annotation.end())).as(type).isTrue();
            String method = declaration.group(2);
            if (method != null) {
                String above = source.substring(source.lastIndexOf("\n\n", annotation.start()), declaration.start());
                assertThat(TEST.matcher(above).find())
                        .as("%s.%s is a test", type, method)
                        .isTrue();
                assertThat(above).doesNotContain("@Disabled");
            }
            for (String number : annotation.group(1).replaceAll("[{}\\s]", "").split(",")) {
                annotated.add(number + " " + (method == null ? type : type + "." + method));
            }
        }
        return annotated;
    }
}
