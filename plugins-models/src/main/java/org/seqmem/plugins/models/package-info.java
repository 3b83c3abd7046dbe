// Copyright the Seqmem authors. SPDX-License-Identifier: Apache-2.0
/** The model zoo. */
@NullMarked
package org.seqmem.plugins.models;

import org.jspecify.annotations.NullMarked;
