-- Of the held-out posts that were acted on, how many the model was sure about. Null for a model that was trained before.
alter table moderation.classifier_models add column recall_high real;
