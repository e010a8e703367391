//! The methods that change an event.

/// Gives a type of events the methods of [`Envelope`](crate::traits::Envelope) that change it, and
/// those that read what they set.
macro_rules! changing {
    ([$($generics:tt)*] $name:ty) => {
        impl<$($generics)*> $name {
            /// Returns the ID of the event's chain, if the event has one.
            #[must_use]
            pub fn chain_id(&self) -> Option<&str> {
                $crate::traits::Envelope::chain_id(self)
            }

            /// Returns the URI of an additional schema that the event conforms to, if the event
            /// names one.
            #[must_use]
            pub fn schema_uri(&self) -> Option<&str> {
                $crate::traits::Envelope::schema_uri(self)
            }

            /// Returns the links between the event and other events, whatever its release.
            #[must_use]
            pub fn links(&self) -> Vec<$crate::EventLink> {
                $crate::traits::Envelope::links(self)
            }

            /// Sets the event's ID.
            ///
            /// ```
            /// use cdevents_generated::CdEvent;
            ///
            /// # fn receive(body: &[u8]) -> Result<(), Box<dyn std::error::Error>> {
            /// let mut event = CdEvent::from_slice(body)?;
            /// event.set_id("271069a8-fc18-44f1-b38f-9d70a1695819".parse()?);
            /// event.set_source("/ci/main".parse()?);
            /// # Ok(())
            /// # }
            /// ```
            pub fn set_id(&mut self, id: $crate::NonEmptyString) {
                $crate::traits::Envelope::set_id(self, id);
            }

            /// Sets the event's producer.
            pub fn set_source(&mut self, source: $crate::UriReference) {
                $crate::traits::Envelope::set_source(self, source);
            }

            /// Sets when the event occurred.
            pub fn set_timestamp(&mut self, timestamp: $crate::Timestamp) {
                $crate::traits::Envelope::set_timestamp(self, timestamp);
            }

            /// Sets the subject's ID.
            pub fn set_subject_id(&mut self, id: $crate::NonEmptyString) {
                $crate::traits::Envelope::set_subject_id(self, id);
            }

            /// Sets the source that assigned the subject's ID, or removes it.
            ///
            /// # Errors
            /// Fails if the event's schema has no such property. Removing it never fails.
            pub fn set_subject_source(
                &mut self,
                source: impl Into<Option<$crate::UriReference>>,
            ) -> Result<(), $crate::UnsupportedProperty> {
                $crate::traits::Envelope::set_subject_source(self, source.into())
            }

            /// Sets the ID of the event's chain, or removes it.
            ///
            /// # Errors
            /// Fails if the event's schema has no such property. Removing it never fails.
            pub fn set_chain_id(
                &mut self,
                id: impl Into<Option<$crate::NonEmptyString>>,
            ) -> Result<(), $crate::UnsupportedProperty> {
                $crate::traits::Envelope::set_chain_id(self, id.into())
            }

            /// Sets the URI of an additional schema that the event conforms to, or removes it.
            ///
            /// # Errors
            /// Fails if the event's schema has no such property. Removing it never fails.
            pub fn set_schema_uri(
                &mut self,
                uri: impl Into<Option<$crate::Uri>>,
            ) -> Result<(), $crate::UnsupportedProperty> {
                $crate::traits::Envelope::set_schema_uri(self, uri.into())
            }

            /// Replaces the links. Without any link, removes the property.
            ///
            /// # Errors
            /// Fails if the event's schema has no links, or doesn't allow one of these. The event is
            /// then unchanged.
            pub fn set_links(
                &mut self,
                links: impl IntoIterator<Item = $crate::EventLink>,
            ) -> Result<(), $crate::UnsupportedProperty> {
                $crate::traits::Envelope::set_links(self, links.into_iter().collect())
            }

            /// Adds a link after the others.
            ///
            /// # Errors
            /// Fails if the event's schema has no links, or doesn't allow this one. The event is then
            /// unchanged.
            pub fn push_link(
                &mut self,
                link: $crate::EventLink,
            ) -> Result<(), $crate::UnsupportedProperty> {
                $crate::traits::Envelope::push_link(self, link)
            }

            /// Removes all links.
            pub fn clear_links(&mut self) {
                $crate::traits::Envelope::clear_links(self);
            }

            /// Sets the data that the producer adds, or removes it. The media type stays;
            /// [`set_custom_data_json`](Self::set_custom_data_json),
            /// [`set_custom_data_text`](Self::set_custom_data_text) and
            /// [`set_custom_data_bytes`](Self::set_custom_data_bytes) set both.
            pub fn set_custom_data(&mut self, data: impl Into<Option<$crate::CustomData>>) {
                $crate::traits::Envelope::set_custom_data(self, data.into());
            }

            /// Sets the media type of the custom data, or removes it.
            pub fn set_custom_data_content_type(
                &mut self,
                media_type: impl Into<Option<String>>,
            ) {
                $crate::traits::Envelope::set_custom_data_content_type(self, media_type.into());
            }

            /// Sets the custom data to a JSON object, and its media type to `application/json`.
            /// [`CustomData::read`](crate::CustomData::read) reads it back.
            ///
            /// ```
            /// use cdevents_generated::CdEvent;
            /// use serde::{Deserialize, Serialize};
            ///
            /// #[derive(Debug, Deserialize, PartialEq, Serialize)]
            /// struct Runner {
            ///     cores: u32,
            /// }
            ///
            /// # fn add(event: &mut CdEvent) -> Result<(), serde_json::Error> {
            /// event.set_custom_data_json(&Runner { cores: 8 })?;
            /// if let Some(data) = event.custom_data() {
            ///     assert_eq!(data.read::<Runner>()?, Runner { cores: 8 });
            /// }
            /// # Ok(())
            /// # }
            /// ```
            ///
            /// # Errors
            /// Fails if the value doesn't serialize as a JSON object, repeats a key, or nests more
            /// than 120 deep. The event is then unchanged.
            pub fn set_custom_data_json<T: serde::Serialize + ?Sized>(
                &mut self,
                value: &T,
            ) -> Result<(), serde_json::Error> {
                self.set_custom_data($crate::CustomData::from_serialize(value)?);
                self.set_custom_data_content_type("application/json".to_owned());
                Ok(())
            }

            /// Sets the custom data to a text in UTF-8, as base64, and sets its media type, such as
            /// `text/plain; charset=utf-8`. [`CustomData::text`](crate::CustomData::text) reads it
            /// back.
            pub fn set_custom_data_text(
                &mut self,
                text: impl AsRef<str>,
                media_type: impl Into<String>,
            ) {
                self.set_custom_data_bytes(text.as_ref(), media_type);
            }

            /// Sets the custom data to bytes, as base64, and sets their media type, such as
            /// `application/zip`. [`CustomData::bytes`](crate::CustomData::bytes) reads them back.
            pub fn set_custom_data_bytes(
                &mut self,
                bytes: impl AsRef<[u8]>,
                media_type: impl Into<String>,
            ) {
                self.set_custom_data($crate::CustomData::from_bytes(bytes));
                self.set_custom_data_content_type(media_type.into());
            }

            /// Makes the event the first of a new chain, with a random ID.
            /// [`start_chain_with`](Self::start_chain_with) takes an ID of your choice.
            ///
            /// ```
            /// use cdevents_generated::{CdEvent, NonEmptyString};
            ///
            /// # fn chain(mut change: CdEvent, mut build: CdEvent, mut deployment: CdEvent)
            /// # -> Result<(), Box<dyn std::error::Error>> {
            /// change.start_chain()?;
            /// build.continue_from(&change)?;
            /// deployment.end_chain(&build)?;
            /// deployment.relate_to(&change, "DEPLOYS".parse()?)?;
            /// assert_eq!(deployment.chain_id(), change.chain_id());
            /// # Ok(())
            /// # }
            /// ```
            ///
            /// # Errors
            /// Fails if the event's schema has no chains.
            #[cfg(feature = "now")]
            pub fn start_chain(&mut self) -> Result<(), $crate::UnsupportedProperty> {
                $crate::traits::Envelope::start_chain(self)
            }

            /// Makes the event the first of a chain with this ID, which all further events of the
            /// chain get.
            ///
            /// # Errors
            /// Fails if the event's schema has no chains.
            pub fn start_chain_with(
                &mut self,
                id: $crate::NonEmptyString,
            ) -> Result<(), $crate::UnsupportedProperty> {
                $crate::traits::Envelope::start_chain_with(self, id)
            }

            /// Makes the event follow another one, of any release: adds a path link to it, and takes
            /// over its chain ID. If the other event has no chain ID, this event's stays as it is.
            ///
            /// # Errors
            /// Fails if the schema of this event has no links or chains. The event is then unchanged.
            pub fn continue_from(
                &mut self,
                previous: &dyn $crate::traits::Envelope,
            ) -> Result<(), $crate::UnsupportedProperty> {
                $crate::traits::Envelope::continue_from(self, previous)
            }

            /// Makes the event the last of its chain: adds an end link to the previous event, of any
            /// release, and takes over its chain ID. If the previous event has no chain ID, this
            /// event's stays as it is.
            ///
            /// # Errors
            /// Fails if the schema of this event has no links or chains. The event is then unchanged.
            pub fn end_chain(
                &mut self,
                previous: &dyn $crate::traits::Envelope,
            ) -> Result<(), $crate::UnsupportedProperty> {
                $crate::traits::Envelope::end_chain(self, previous)
            }

            /// Adds a relation link to another event, of any release and any chain. `kind` says how
            /// the two events are related, such as `TRIGGER`.
            ///
            /// # Errors
            /// Fails if the schema of this event has no links. The event is then unchanged.
            pub fn relate_to(
                &mut self,
                other: &dyn $crate::traits::Envelope,
                kind: $crate::NonEmptyString,
            ) -> Result<(), $crate::UnsupportedProperty> {
                $crate::traits::Envelope::relate_to(self, other, kind)
            }
        }
    };
}
pub(crate) use changing;
