// Copyright the Seqmem authors. SPDX-License-Identifier: Apache-2.0
package org.seqmem.api;

/** The configuration of a plugin that has no keys. */
public record NoConfig() {}
