// Copyright the Seqmem authors. SPDX-License-Identifier: Apache-2.0
package org.seqmem.api;

/**
 * A named, configurable extension of Seqmem: the factory of one memory function, task, model,
 * metric or any other thing that an experiment names with {@code use}.
 *
 * <p>Plugins are found by {@link java.util.ServiceLoader}: a plugin is a public class with a public
 * constructor without parameters, and its name stands in {@code
 * META-INF/services/org.seqmem.api.Plugin} of its jar. It implements exactly one <em>kind</em>, an
 * interface that extends {@code Plugin} and carries {@link PluginKind}.
 *
 * <p>The constructor does nothing, so that listing plugins is cheap and loads no engine. A plugin
 * keeps no state; what it needs arrives as arguments of its kind's {@code create} method, never
 * through statics. It may be called from several threads.
 *
 * <p>Defaults and one comment per key of the configuration live in {@code reference.conf} at the
 * root of the plugin's jar, under {@code seqmem.<kind>.<name>}.
 *
 * @param <C> the record that holds the plugin's configuration
 */
public interface Plugin<C extends Record> {

    /** The name by which experiments {@code use} this plugin: kebab-case, unique in its kind. */
    String name();

    /**
     * The record that the runtime fills from the configuration. Keys are the kebab-case of its
     * components. Components may be primitives, {@link String}, enums, {@link java.time.Duration},
     * {@link java.nio.file.Path}, {@link java.util.Optional}, {@link java.util.List}, further
     * records, the products of engine-free kinds ({@link ProductOf}) and {@link Use} recipes.
     * Annotations of {@code org.seqmem.api.config} bound single values; the compact constructor
     * holds rules across components and throws {@link IllegalArgumentException} with a sentence.
     */
    Class<C> configType();

    /** What this plugin is, in one line for listings. */
    String summary();
}
