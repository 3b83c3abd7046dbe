// Copyright the Seqmem authors. SPDX-License-Identifier: Apache-2.0
package org.seqmem.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import com.typesafe.config.ConfigObject;
import com.typesafe.config.ConfigValue;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.lang.reflect.Field;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.lang.reflect.RecordComponent;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.ServiceLoader;
import java.util.Set;
import java.util.stream.Stream;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.DynamicContainer;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.platform.commons.support.AnnotationSupport;
import org.junit.platform.commons.support.HierarchyTraversalMode;
import org.junit.platform.commons.support.ReflectionSupport;
import org.seqmem.api.Plugin;
import org.seqmem.api.PluginKind;
import org.seqmem.runtime.config.Binder;
import org.seqmem.runtime.config.Names;
import org.seqmem.runtime.config.Problem;
import org.seqmem.runtime.config.Problems;
import org.seqmem.runtime.plugin.Catalogue;
import org.seqmem.runtime.plugin.PluginDefaults;

/**
 * What every plugin must keep, whatever its kind: it is found, it has no state, its keys have
 * comments and defaults that can be bound, and it prints nothing. Kits of single kinds extend this
 * one.
 *
 * @param <P> the kind
 */
public abstract class PluginCompatibilityKit<P extends Plugin<?>> {

    /** The plugin under test, a new instance. */
    protected abstract P plugin();

    /** Keys, in kebab-case, that have no default because the user must give them. */
    protected Set<String> keysWithoutDefault() {
        return Set.of();
    }

    /**
     * The checks as tests by name, for a {@code @TestFactory} that puts several plugins through
     * their kits. A subclass of a kit needs it not: there every check is a test.
     *
     * @throws IllegalStateException if a check needs a folder, as some of models and launchers do;
     *     only JUnit makes those, for a subclass
     */
    public final DynamicContainer checks() {
        List<Method> checks =
                AnnotationSupport.findAnnotatedMethods(
                        getClass(), Test.class, HierarchyTraversalMode.TOP_DOWN);
        if (checks.stream().anyMatch(check -> check.getParameterCount() > 0)) {
            throw new IllegalStateException(
                    "the kit of " + plugin().name() + " needs a folder: extend it instead");
        }
        Stream<DynamicTest> tests =
                checks.stream()
                        .map(
                                check ->
                                        dynamicTest(
                                                check.getName(),
                                                () -> ReflectionSupport.invokeMethod(check, this)))
                        .sorted(Comparator.comparing(DynamicTest::getDisplayName));
        return DynamicContainer.dynamicContainer(plugin().name(), tests);
    }

    /** Uses the plugin once the way a run does; kits of single kinds say how. */
    void use() {}

    @Test
    @SuppressWarnings("rawtypes") // a class literal cannot carry type arguments
    final void isFoundByServiceLoaderOnce() {
        Class<?> type = plugin().getClass();
        assertThat(ServiceLoader.load(Plugin.class, type.getClassLoader()).stream())
                .as("providers of %s", Plugin.class.getName())
                .filteredOn(provider -> provider.type() == type)
                .hasSize(1);
    }

    @Test
    final void isAPublicFinalClassWithoutState() {
        Class<?> type = plugin().getClass();
        assertThat(type).isPublic().isFinal();
        assertThat(Arrays.stream(type.getDeclaredFields()).filter(f -> !isConstant(f)))
                .as("fields that are not constants")
                .isEmpty();
    }

    @Test
    final void isOfExactlyOneKind() {
        assertThat(kinds(plugin().getClass())).as("kinds").hasSize(1);
    }

    @Test
    final void hasANameInKebabCaseAndASummaryOfOneLine() {
        assertThat(plugin().name()).matches("[a-z][a-z0-9]*(-[a-z0-9]+)*");
        assertThat(plugin().summary()).isNotBlank().doesNotContain("\n").hasSizeLessThan(121);
    }

    @Test
    final void givesEveryKeyADefaultAndAComment() {
        List<String> keys = keys(plugin().configType());
        ConfigObject defaults = defaults();
        assertThat(defaults.keySet()).as("keys with a default").isSubsetOf(keys);
        assertThat(keys)
                .as("keys of %s", plugin().configType().getSimpleName())
                .allSatisfy(key -> assertHasDefault(key, defaults));
    }

    @Test
    final void bindsItsDefaults() {
        P plugin = plugin();
        Problems problems = new Problems(plugin.name());
        ClassLoader loader = plugin.getClass().getClassLoader();
        Binder binder = new Binder(Catalogue.discover(loader), new PluginDefaults());
        binder.<P>bindUse(kind(), plugin.name(), List.of(), problems);
        assertThat(problems.list())
                .as("problems of defaults")
                .filteredOn(problem -> !isOfAKeyWithoutDefault(problem))
                .isEmpty();
    }

    private boolean isOfAKeyWithoutDefault(Problem problem) {
        return keysWithoutDefault().stream()
                .anyMatch(key -> problem.path().equals(plugin().name() + "." + key));
    }

    @Test
    final void leavesStandardOutputAlone() {
        PrintStream console = System.out;
        ByteArrayOutputStream written = new ByteArrayOutputStream();
        System.setOut(new PrintStream(written, true, StandardCharsets.UTF_8));
        try {
            use();
        } finally {
            System.setOut(console);
        }
        assertThat(written.toString(StandardCharsets.UTF_8))
                .as("written to the standard output, which belongs to the command line")
                .isEmpty();
    }

    private void assertHasDefault(String key, ConfigObject defaults) {
        ConfigValue value = defaults.get(key);
        if (keysWithoutDefault().contains(key)) {
            assertThat(value).as("default of %s", key).isNull();
            return;
        }
        if (value == null) {
            fail("no default of " + key);
            return;
        }
        assertThat(value.origin().comments()).as("comment of %s", key).isNotEmpty();
    }

    private ConfigObject defaults() {
        return new PluginDefaults().of(Catalogue.kindOf(kind()), plugin());
    }

    @SuppressWarnings("unchecked") // a plugin of kind P implements an interface that P extends
    private Class<? super P> kind() {
        return (Class<? super P>) kindOf(plugin());
    }

    /** The interface of a plugin's kind. */
    @SuppressWarnings("unchecked") // kinds extend Plugin
    static Class<? super Plugin<?>> kindOf(Plugin<?> plugin) {
        return (Class<? super Plugin<?>>) kinds(plugin.getClass()).get(0);
    }

    private static List<String> keys(Class<? extends Record> configType) {
        RecordComponent[] components = configType.getRecordComponents();
        if (components == null) {
            return fail(configType + " is not a record");
        }
        return Arrays.stream(components).map(c -> Names.ofComponent(c.getName())).toList();
    }

    private static boolean isConstant(Field field) {
        int modifiers = field.getModifiers();
        return field.isSynthetic() || (Modifier.isStatic(modifiers) && Modifier.isFinal(modifiers));
    }

    /** The tolerance is relative to the largest of the expected numbers. */
    static void assertClose(double[] actual, double[] expected, double relative, String what) {
        assertThat(actual).as(what).hasSameSizeAs(expected);
        double tolerance = relative * Math.max(largest(expected), Double.MIN_NORMAL);
        for (int i = 0; i < actual.length; i++) {
            assertThat(actual[i])
                    .as("%s, number %d", what, i)
                    .isCloseTo(expected[i], Offset.offset(tolerance));
        }
    }

    static double largest(double[] values) {
        return Arrays.stream(values).map(Math::abs).max().orElse(0);
    }

    /** The kinds among all superinterfaces. */
    private static List<Class<?>> kinds(Class<?> type) {
        Set<Class<?>> interfaces = new LinkedHashSet<>();
        for (Class<?> c = type; c != null; c = c.getSuperclass()) {
            collect(c.getInterfaces(), interfaces);
        }
        return interfaces.stream().filter(i -> i.isAnnotationPresent(PluginKind.class)).toList();
    }

    private static void collect(Class<?>[] direct, Set<Class<?>> interfaces) {
        for (Class<?> one : direct) {
            interfaces.add(one);
            collect(one.getInterfaces(), interfaces);
        }
    }
}
