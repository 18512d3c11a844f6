package org.mailkeep.deploy;

import com.sun.source.tree.AnnotationTree;
import com.sun.source.tree.AssignmentTree;
import com.sun.source.tree.ClassTree;
import com.sun.source.tree.CompilationUnitTree;
import com.sun.source.tree.ExpressionTree;
import com.sun.source.tree.LiteralTree;
import com.sun.source.tree.MethodTree;
import com.sun.source.tree.Tree;
import com.sun.source.tree.VariableTree;
import com.sun.source.util.DocTrees;
import com.sun.source.util.JavacTask;
import com.sun.source.util.TreePath;
import com.sun.source.util.TreePathScanner;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import javax.tools.ToolProvider;
import org.jspecify.annotations.Nullable;

/**
 * Every setting of our own that the code takes, read from its sources: the {@code @ConfigMapping} interfaces, the
 * {@code @ConfigProperty} parameters, and the names that are constants of a package with settings.
 */
final class Mappings {

    /**
     * @param module where it is taken
     * @param name with {@code <key>} for the key of a map
     * @param meaning of the setting, from the Javadoc
     * @param standard the value without anybody's setting it; absent where there is none
     */
    record Setting(String module, String name, String type, String meaning, Optional<String> standard) {

        /** MicroProfile's rule for environment variables. */
        String variable() {
            return variableOf(name);
        }
    }

    private static final Pattern PARAMETER = Pattern.compile("@param\\s+(\\w+)\\s+([^@]*)");

    private Mappings() {}

    static String variableOf(String name) {
        return name.replaceAll("[^A-Za-z0-9]", "_").toUpperCase(Locale.ROOT);
    }

    private static @Nullable List<Setting> known;

    /** In the order of the modules' names, the files and the lines; read once. */
    static synchronized List<Setting> read() throws IOException {
        var settings = known;
        if (settings == null) {
            settings = parse();
            known = settings;
        }
        return settings;
    }

    private static List<Setting> parse() throws IOException {
        var compiler = ToolProvider.getSystemJavaCompiler();
        var found = new ArrayList<Setting>();
        try (var files = compiler.getStandardFileManager(null, Locale.ROOT, StandardCharsets.UTF_8)) {
            var sources = Source.java("main").stream()
                    .filter(file -> !file.startsWith(Source.ROOT.resolve("testkit")))
                    .toList();
            var task = (JavacTask) compiler.getTask(
                    null, files, null, List.of("-proc:none"), null, files.getJavaFileObjectsFromPaths(sources));
            var trees = DocTrees.instance(task);
            var units = new ArrayList<CompilationUnitTree>();
            task.parse().forEach(units::add);
            var groups = groups(units);
            units.forEach(unit -> new Scan(trees, unit, groups, found).scan(unit, null));
        }
        return List.copyOf(found);
    }

    /** The interfaces of the packages with settings: a setting whose type is one of them is a group of settings. */
    private static Map<String, TreePath> groups(List<CompilationUnitTree> units) {
        var groups = new HashMap<String, TreePath>();
        for (var unit : units) {
            if (unit.getPackageName() != null
                    && unit.getPackageName().toString().endsWith(".config")) {
                for (var type : unit.getTypeDecls()) {
                    if (type.getKind() == Tree.Kind.INTERFACE) {
                        var name = ((ClassTree) type).getSimpleName().toString();
                        groups.put(unit.getPackageName() + "." + name, new TreePath(new TreePath(unit), type));
                    }
                }
            }
        }
        return groups;
    }

    private static final class Scan extends TreePathScanner<@Nullable Void, @Nullable Void> {

        private final DocTrees trees;
        private final CompilationUnitTree unit;
        private final Map<String, TreePath> groups;
        private final List<Setting> found;
        private final String module;

        private Scan(DocTrees trees, CompilationUnitTree unit, Map<String, TreePath> groups, List<Setting> found) {
            this.trees = trees;
            this.unit = unit;
            this.groups = groups;
            this.found = found;
            module = Source.ROOT
                    .relativize(Path.of(unit.getSourceFile().toUri()))
                    .getName(0)
                    .toString();
        }

        @Override
        public @Nullable Void visitClass(ClassTree type, @Nullable Void nothing) {
            annotation(type.getModifiers().getAnnotations(), "ConfigMapping")
                    .flatMap(mapping -> value(mapping, "prefix"))
                    .ifPresent(prefix -> mapping(prefix, type, getCurrentPath()));
            return super.visitClass(type, null);
        }

        @Override
        public @Nullable Void visitMethod(MethodTree method, @Nullable Void nothing) {
            for (var parameter : method.getParameters()) {
                annotation(parameter.getModifiers().getAnnotations(), "ConfigProperty")
                        .ifPresent(property -> parameter(method, parameter, property));
            }
            return super.visitMethod(method, null);
        }

        /** A setting that is read by its name: the name is a documented constant of a package with settings. */
        @Override
        public @Nullable Void visitVariable(VariableTree variable, @Nullable Void nothing) {
            if (unit.getPackageName() != null
                    && unit.getPackageName().toString().endsWith(".config")
                    && variable.getInitializer() instanceof LiteralTree literal
                    && literal.getValue() instanceof String name
                    && name.startsWith("mailkeep.")) {
                found.add(new Setting(module, name, "String", plain(doc(getCurrentPath())), Optional.empty()));
            }
            return super.visitVariable(variable, null);
        }

        private void parameter(MethodTree method, VariableTree parameter, AnnotationTree property) {
            var name = value(property, "name").filter(one -> one.startsWith("mailkeep."));
            name.ifPresent(known -> {
                var meaning = PARAMETER
                        .matcher(doc(getCurrentPath()))
                        .results()
                        .filter(match ->
                                match.group(1).equals(parameter.getName().toString()))
                        .map(match -> plain(match.group(2)))
                        .findFirst()
                        .orElseThrow(() -> new IllegalStateException(known + " has no Javadoc in " + method.getName()));
                found.add(new Setting(
                        module, known, parameter.getType().toString(), meaning, value(property, "defaultValue")));
            });
        }

        private void mapping(String prefix, ClassTree type, TreePath path) {
            for (Tree member : type.getMembers()) {
                if (member instanceof MethodTree method
                        && method.getParameters().isEmpty()) {
                    var annotations = method.getModifiers().getAnnotations();
                    var name = prefix + "."
                            + annotation(annotations, "WithName")
                                    .flatMap(one -> value(one, "value"))
                                    .orElseGet(() -> kebab(method.getName().toString()));
                    var returned = method.getReturnType().toString();
                    var group = group(type, path, returned);
                    if (group.isPresent()) {
                        mapping(name, (ClassTree) group.get().getLeaf(), group.get());
                    } else {
                        found.add(new Setting(
                                module,
                                returned.startsWith("Map<") ? name + ".<key>" : name,
                                returned,
                                plain(doc(new TreePath(path, method))),
                                annotation(annotations, "WithDefault").flatMap(one -> value(one, "value"))));
                    }
                }
            }
        }

        /** The interface of this name inside of the type, or beside it in the package. */
        private Optional<TreePath> group(ClassTree type, TreePath path, String name) {
            return type.getMembers().stream()
                    .filter(member -> member.getKind() == Tree.Kind.INTERFACE)
                    .map(ClassTree.class::cast)
                    .filter(member -> member.getSimpleName().contentEquals(name))
                    .map(member -> new TreePath(path, member))
                    .findFirst()
                    .or(() -> Optional.ofNullable(groups.get(unit.getPackageName() + "." + name)));
        }

        private String doc(TreePath path) {
            var doc = trees.getDocComment(path);
            if (doc == null) {
                throw new IllegalStateException(
                        "a setting without Javadoc in " + unit.getSourceFile().getName() + ": " + path.getLeaf());
            }
            return doc;
        }
    }

    private static Optional<AnnotationTree> annotation(List<? extends AnnotationTree> annotations, String name) {
        return annotations.stream()
                .filter(one -> one.getAnnotationType().toString().equals(name))
                .<AnnotationTree>map(one -> one)
                .findFirst();
    }

    private static Optional<String> value(AnnotationTree annotation, String name) {
        for (ExpressionTree argument : annotation.getArguments()) {
            if (argument instanceof AssignmentTree assignment) {
                if (assignment.getVariable().toString().equals(name)) {
                    return literal(assignment.getExpression());
                }
            } else if (name.equals("value")) {
                return literal(argument);
            }
        }
        return Optional.empty();
    }

    private static Optional<String> literal(ExpressionTree expression) {
        return expression instanceof LiteralTree literal
                ? Optional.of(String.valueOf(literal.getValue()))
                : Optional.empty();
    }

    /** SmallRye Config's own naming of what has no {@code @WithName}. */
    private static String kebab(String name) {
        return name.replaceAll("([a-z0-9])([A-Z])", "$1-$2").toLowerCase(Locale.ROOT);
    }

    /** Javadoc as a sentence in Markdown. */
    private static String plain(String doc) {
        return doc.lines()
                .map(String::strip)
                .collect(Collectors.joining(" "))
                .replaceAll("<p>", "")
                .replaceAll("\\{@(?:link|code|value) #?([^}]*)}", "`$1`")
                .replace("&lt;", "<")
                .replace("&gt;", ">")
                .strip();
    }
}
