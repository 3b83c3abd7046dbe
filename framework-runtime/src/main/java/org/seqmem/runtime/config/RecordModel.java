// Copyright the Seqmem authors. SPDX-License-Identifier: Apache-2.0
package org.seqmem.runtime.config;

import java.lang.reflect.Constructor;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.seqmem.api.PluginKind;
import org.seqmem.api.ProductOf;
import org.seqmem.api.Use;

/** What reflection tells about a configuration record, looked up once per type. */
final class RecordModel {

    private static final Map<Class<?>, Class<?>> BOXES =
            Map.of(
                    int.class, Integer.class,
                    long.class, Long.class,
                    short.class, Short.class,
                    byte.class, Byte.class,
                    double.class, Double.class,
                    float.class, Float.class,
                    boolean.class, Boolean.class);
    private static final Set<Class<?>> SCALARS =
            Set.of(
                    Integer.class,
                    Long.class,
                    Short.class,
                    Byte.class,
                    Double.class,
                    Float.class,
                    Boolean.class,
                    String.class,
                    Duration.class,
                    Path.class);

    private final Class<? extends Record> type;
    private final Constructor<?> constructor;
    private final List<Key> keys;
    private final Map<String, Key> byName = new LinkedHashMap<>();

    /** A key of the record: its name, what its values are, and their bounds. */
    record Key(String name, KeyType type, Bounds bounds) {}

    RecordModel(Class<? extends Record> type) {
        this.type = type;
        this.keys = Arrays.stream(type.getRecordComponents()).map(RecordModel::key).toList();
        keys.forEach(key -> byName.put(key.name(), key));
        this.constructor = constructor(type);
    }

    private static Constructor<?> constructor(Class<? extends Record> type) {
        Class<?>[] parameters =
                Arrays.stream(type.getRecordComponents())
                        .map(RecordComponent::getType)
                        .toArray(Class<?>[]::new);
        try {
            Constructor<?> constructor = type.getDeclaredConstructor(parameters);
            // Records of plugins need not be public.
            constructor.setAccessible(true);
            return constructor;
        } catch (NoSuchMethodException e) {
            throw new IllegalStateException("every record has a canonical constructor", e);
        }
    }

    private static Key key(RecordComponent component) {
        return new Key(
                Names.ofComponent(component.getName()),
                keyType(component.getGenericType()),
                Bounds.of(component));
    }

    private static KeyType keyType(Type type) {
        if (type instanceof ParameterizedType generic) {
            Type argument = generic.getActualTypeArguments()[0];
            if (generic.getRawType() == List.class) {
                return new KeyType.ListOf(keyType(argument));
            }
            if (generic.getRawType() == Optional.class) {
                return new KeyType.OptionalOf(keyType(argument));
            }
            Class<?> kind = rawClass(argument);
            if (generic.getRawType() == Use.class
                    && kind != null
                    && kind.isAnnotationPresent(PluginKind.class)) {
                return new KeyType.PluginBlock(kind, false);
            }
        }
        return type instanceof Class<?> plain
                ? keyType(plain)
                : new KeyType.Unsupported(type.getTypeName());
    }

    private static KeyType keyType(Class<?> type) {
        Class<?> boxed = BOXES.getOrDefault(type, type);
        if (SCALARS.contains(boxed) || boxed.isEnum()) {
            return new KeyType.Scalar(boxed);
        }
        ProductOf product = type.getAnnotation(ProductOf.class);
        if (product != null) {
            return new KeyType.PluginBlock(product.value(), true);
        }
        return type.isRecord()
                ? new KeyType.Nested(type.asSubclass(Record.class))
                : new KeyType.Unsupported(type.getName());
    }

    private static @Nullable Class<?> rawClass(Type type) {
        if (type instanceof Class<?> plain) {
            return plain;
        }
        return type instanceof ParameterizedType generic
                        && generic.getRawType() instanceof Class<?> raw
                ? raw
                : null;
    }

    Class<? extends Record> type() {
        return type;
    }

    /** The keys in the order of the components. */
    List<Key> keys() {
        return keys;
    }

    Set<String> names() {
        return byName.keySet();
    }

    @Nullable Key key(String name) {
        return byName.get(name);
    }

    /**
     * Makes the record.
     *
     * @throws InvocationTargetException if its constructor throws
     */
    Record create(@Nullable Object[] arguments) throws InvocationTargetException {
        try {
            return type.cast(constructor.newInstance(arguments));
        } catch (InstantiationException | IllegalAccessException e) {
            throw new IllegalStateException("the constructor of " + type + " is accessible", e);
        }
    }
}
