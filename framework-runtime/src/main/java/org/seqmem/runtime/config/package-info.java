// Copyright the Seqmem authors. SPDX-License-Identifier: Apache-2.0
/** HOCON to bound values, with all problems of a file at once. */
@NullMarked
package org.seqmem.runtime.config;

import org.jspecify.annotations.NullMarked;
