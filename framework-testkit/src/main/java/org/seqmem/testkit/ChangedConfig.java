// Copyright the Seqmem authors. SPDX-License-Identifier: Apache-2.0
package org.seqmem.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.RecordComponent;
import java.util.Arrays;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.seqmem.runtime.config.Names;

/** Configurations that differ from another in one key. */
final class ChangedConfig {

    private ChangedConfig() {}

    /**
     * A configuration with one value changed.
     *
     * @param key in kebab-case; a key that does not exist fails the test
     * @return empty if the record refuses the value
     */
    static <C extends Record> Optional<C> of(C config, String key, UnaryOperator<Object> change) {
        @SuppressWarnings("unchecked") // getClass() forgets what kind of record this is
        Class<C> type = (Class<C>) config.getClass();
        RecordComponent[] components = type.getRecordComponents();
        Object[] values = new Object[components.length];
        boolean found = false;
        try {
            for (int i = 0; i < components.length; i++) {
                values[i] = components[i].getAccessor().invoke(config);
                if (Names.ofComponent(components[i].getName()).equals(key)) {
                    values[i] = change.apply(values[i]);
                    found = true;
                }
            }
            assertThat(found).as("\"%s\" is a key", key).isTrue();
            Class<?>[] types =
                    Arrays.stream(components)
                            .map(RecordComponent::getType)
                            .toArray(Class<?>[]::new);
            return Optional.of(type.getDeclaredConstructor(types).newInstance(values));
        } catch (InvocationTargetException e) {
            if (e.getCause() instanceof IllegalArgumentException) { // how records refuse values
                return Optional.empty();
            }
            return fail("the configuration cannot be made with another " + key, e.getCause());
        } catch (ReflectiveOperationException e) {
            return fail("the configuration is not a public record", e);
        }
    }
}
