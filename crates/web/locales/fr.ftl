### French. Keys and variables as in en.ftl.

## Every page
language-dir = ltr
page-title = { $step } · { $tenant }
skip-to-content = Aller au contenu
language = Langue
back = Retour
progress = Étape { $current } sur { $total }
continue = Continuer
change = Modifier
change-what = Modifier : { $what }
cancel = Annuler
try-again = Réessayer
optional = facultatif
choose = Choisir
yes = Oui
no = Non
test-mode = Mode test : rien ne compte ici
problem-title = Un point demande votre attention
progress-is-saved = Votre progression est enregistrée. Vous pouvez revenir avec le même lien.
reference = Numéro de référence
help = Besoin d’aide ? Écrivez à { $mail }
tries-left = { $tries ->
    [one] Il vous reste { $tries } essai.
   *[other] Il vous reste { $tries } essais.
}

## Consent
step-consent = Avant de commencer
consent-title = { $tenant } vous demande de confirmer votre identité
consent-who = Qui demande
consent-why = Pourquoi
consent-what = Ce qu’il vous faut
consent-kept = Durée de conservation
consent-months = { $months ->
    [one] { $months } mois, puis suppression
   *[other] { $months } mois, puis suppression
}
consent-years = { $years ->
    [one] { $years } an, puis suppression
   *[other] { $years } ans, puis suppression
}
consent-minutes = { $minutes ->
    [one] Cela prend environ { $minutes } minute.
   *[other] Cela prend environ { $minutes } minutes.
}
consent-agree = Accepter et commencer
consent-decline = Je n’accepte pas
declined-title = Vous n’avez pas accepté
declined-text = Rien n’a été recueilli. Pour commencer plus tard, rouvrez votre lien.

## Identity document
step-document = Pièce d’identité
document-choose-title = Quel document allez-vous utiliser ?
document-country = Pays de délivrance
document-type = Type de document
document-passport = Passeport
document-identity_card = Carte d’identité
document-driving_licence = Permis de conduire
document-residence_permit = Titre de séjour
document-front = Recto
document-back = Verso
document-front-title = Photographiez le recto
document-back-title = Retournez-le maintenant
document-passport-title = Photographiez la page avec la photo
document-guide = Gardez les quatre coins dans le cadre.
document-tips = Utilisez l’original, posez-le à plat et évitez les reflets.

## Selfie and address
step-selfie = Selfie
selfie-title = Prenez un selfie
selfie-guide = Regardez droit devant et gardez votre visage dans l’ovale.
selfie-tips = Placez-vous face à la lumière. Retirez lunettes de soleil et chapeau.
step-selfie_document = Selfie avec document
selfie_document-title = Prenez un selfie avec votre document
selfie_document-guide = Tenez le document à côté de votre visage, sans rien cacher.
selfie_document-tips = Votre visage et le texte du document doivent être nets.
step-address = Justificatif de domicile
address-title = Montrez où vous habitez
address-guide = Gardez toute la page dans le cadre.
address-tips = Un relevé bancaire, une facture ou un courrier officiel des 3 derniers mois, avec vos nom et adresse. Image ou PDF.
step-additional = Document supplémentaire
additional-title = Montrez le document
additional-guide = Gardez toute la page dans le cadre.
additional-tips = En entier, net et lisible. Image ou PDF.

## Camera and upload
camera-start = Utiliser l’appareil photo
camera-shoot = Prendre la photo
camera-use = Utiliser cette photo
camera-again = Reprendre
camera-live = Caméra en direct
camera-preview = La photo que vous avez prise
camera-dark = Trop sombre. Tournez-vous vers la lumière.
camera-bright = Trop clair. Éloignez-vous de la lumière.
camera-blurry = Pas encore net. Reculez un peu.
camera-still = Ne bougez pas.
camera-ready = Bien. Restez ainsi.
camera-check = Tout est-il bien lisible ?
camera-refused = Votre navigateur n’a pas autorisé l’appareil photo. Vous pouvez envoyer une image à la place.
camera-missing = Aucun appareil photo trouvé. Vous pouvez envoyer une image à la place.
camera-busy = Une autre application utilise l’appareil photo. Fermez-la ou envoyez une image.
upload-label = Choisir une image
upload-label-pdf = Choisir une image ou un PDF
upload-instead = Envoyer plutôt un fichier
upload-drop = Vous pouvez aussi déposer ou coller un fichier ici.
upload-formats = JPEG, PNG ou WebP, jusqu’à { $megabytes } Mo
upload-formats-pdf = JPEG, PNG, WebP ou PDF, jusqu’à { $megabytes } Mo
upload-send = Envoyer
upload-sending = Envoi : { $percent }, reste { $left }
upload-checking = Envoyé. Le fichier est en cours de contrôle.
upload-failed = La connexion a été perdue. Votre fichier est toujours là.
upload-cancelled = L’envoi a été annulé. Votre fichier est toujours là.

## Continue on the phone
phone-title = Continuer sur votre téléphone
phone-text = Scannez ce code avec l’appareil photo du téléphone. Cette page suit automatiquement.
phone-alt = Code qui ouvre cette vérification sur un téléphone
phone-followed = Vous avez continué sur un autre appareil. Cette page vous a suivi.

## Mail and phone codes
step-email = Adresse e-mail
email-title = Quelle est votre adresse e-mail ?
email-label = Adresse e-mail
email-text = Vous recevrez un code pour la confirmer.
step-phone = Numéro de téléphone
phone-number-title = Quel est votre numéro de téléphone ?
phone-number-label = Numéro de téléphone avec indicatif du pays
phone-number-text = Vous recevrez un code par SMS.
code-title = Saisissez le code
code-label = Code à six chiffres
code-sent = Le code a été envoyé à { $address }.
code-expires = { $minutes ->
    [one] Il est valable { $minutes } minute.
   *[other] Il est valable { $minutes } minutes.
}
code-send = Envoyer le code
code-confirm = Confirmer
code-resend = Envoyer un nouveau code
code-other-address = Utiliser autre chose
code-wrong = Ce code ne correspond pas. Vérifiez-le ou demandez-en un nouveau.
code-expired = Ce code a expiré. Demandez-en un nouveau.
resume-title = Confirmez que c’est bien vous
resume-text = Vous avez ouvert ce lien sur un nouvel appareil. Saisissez un code pour continuer.

## Questionnaire
step-questionnaire = Questions
questionnaire-required = Veuillez répondre à cette question.
questionnaire-invalid = Veuillez vérifier cette réponse.
questionnaire-file-types = Cette question n’accepte que ces fichiers : { $types }
questionnaire-too-long = Veuillez raccourcir cette réponse.
questionnaire-row = Affirmation

## Device and location
step-device = Appareil et position
device-title = Partagez votre position
device-text = { $tenant } demande quel appareil vous utilisez et où vous êtes maintenant. C’est lu une seule fois, pour cette vérification uniquement.
device-what = Votre navigateur, langue, fuseau horaire et position approximative
device-share = Partager et continuer
device-skip = Continuer sans position
device-asking = Votre navigateur demande maintenant l’autorisation.
device-refused = Votre position n’a pas été partagée. Vous pouvez l’autoriser dans les réglages du navigateur ou continuer sans elle.
device-unavailable = Votre position est introuvable. Vous pouvez réessayer ou continuer sans elle.

## Review and done
step-review = Vérification finale
review-title = Tout est-il correct ?
review-text = Après l’envoi, une personne l’examine.
review-submit = Envoyer pour examen
review-not-given = Non fourni
review-shared = Partagé
review-confirmed = Confirmé
step-done = Terminé
done-title = Merci, nous avons tout
done-next = La suite
done-next-text = Une personne examine ce que vous avez envoyé. { $tenant } vous communiquera le résultat.
done-time = { $hours ->
    [one] Cela prend en général { $hours } heure au plus.
   *[other] Cela prend en général { $hours } heures au plus.
}
done-mail = Vous recevrez un e-mail à { $address }.
done-close = Vous pouvez fermer cette page.

## A step that needs another try
refused-title = Encore un essai : { $step }
refused-picture = L’image que vous avez envoyée
refused-why = Ce qui n’allait pas
refused-example = À quoi ressemble une bonne image
refused-good-document = Quatre coins visibles, texte net, aucun reflet.
refused-good-selfie = Visage entier visible, lumière régulière, yeux ouverts.
refused-good-address = Page entière visible, avec nom, adresse et date.
refused-retry = Refaire cette étape

## Pages that end the way
error-expired-title = Ce lien a expiré
error-expired-text = Les liens sont valables un temps limité. Demandez-en un nouveau à { $tenant }.
error-void-title = Ce lien ne fonctionne plus
error-void-text = Un lien plus récent a été envoyé. Utilisez-le ou demandez-en un autre.
error-finished-title = Vous avez déjà terminé
error-finished-text = Tout a été envoyé. Il n’y a plus rien à faire.
error-paused-title = La vérification est en pause
error-paused-text = { $tenant } n’accepte pas de vérifications pour le moment. Votre progression est enregistrée. Réessayez plus tard.
error-deletion-title = Vos données vont être supprimées
error-deletion-text = La suppression est prévue pour le { $date }. Pour continuer, demandez d’abord à { $tenant } de l’arrêter.
error-tries-title = Plus d’essais
error-tries-text = Cette étape a été tentée trop de fois. { $tenant } peut vous aider à continuer.
error-missing-title = Page introuvable
error-missing-text = Vérifiez que le lien entier a été copié, ou rouvrez-le depuis votre message.
error-busy-title = Veuillez patienter un instant
error-busy-text = Il y a eu beaucoup de demandes à la fois. Attendez une minute, puis réessayez.
error-server-title = Un problème est survenu de notre côté
error-server-text = Ce que vous avez déjà envoyé est en sécurité. Réessayez dans quelques minutes.

## Why a picture was refused at once
intake-empty = Le fichier est vide. Choisissez-le à nouveau ou prenez une nouvelle photo.
intake-too_large = Le fichier est trop lourd. Envoyez-en un de { $megabytes } Mo au plus.
intake-unsupported = Ce type de fichier ne peut pas être lu. Envoyez une image JPEG, PNG ou WebP.
intake-heic = Les images HEIC ne peuvent pas être lues ici. Enregistrez-la en JPEG ou prenez la photo sur cette page.
intake-animated = Les images animées ne peuvent pas être utilisées. Envoyez une image fixe.
intake-too_many_pixels = L’image a trop de pixels. Envoyez-en une plus petite.
intake-too_small = L’image est trop petite pour être lue. Envoyez-en une plus grande.
intake-truncated = Le fichier n’est pas arrivé en entier. Renvoyez-le.
intake-corrupt = Le fichier est endommagé. Prenez une nouvelle photo ou choisissez un autre fichier.
intake-blank = L’image ne montre rien. Reprenez-la avec une bonne lumière.
intake-encrypted_pdf = Le PDF demande un mot de passe. Envoyez-en un sans mot de passe, ou une image.
intake-too_many_pages = Le PDF a trop de pages. Envoyez seulement la page avec votre adresse.
intake-active_pdf = Le PDF contient des scripts ou des pièces jointes. Imprimez-le dans un nouveau PDF ou envoyez une image.

## Why a step or the whole verification was not accepted
reason-document_unreadable = Le document n’a pas pu être lu. Prenez une photo plus nette avec une bonne lumière.
reason-document_expired = Le document a expiré. Utilisez-en un encore valable.
reason-document_type_unsupported = Ce type de document n’est pas accepté ici. Utilisez-en un autre.
reason-document_incomplete = Une partie du document manque. Montrez les quatre coins et les deux faces.
reason-face_not_visible = Votre visage n’était pas bien visible. Regardez droit devant avec une lumière régulière.
reason-face_mismatch = Le visage du selfie n’a pas pu être rapproché du document. Prenez un nouveau selfie.
reason-glare = Un reflet couvre une partie du document. Inclinez-le un peu, loin de la lumière.
reason-blur = L’image n’est pas nette. Ne bougez pas et attendez la mise au point.
reason-screenshot_or_copy = Cela ressemble à une copie ou à une photo d’écran. Utilisez le document original.
reason-data_mismatch = Vos indications diffèrent du document. Vérifiez-les et réessayez.
reason-address_not_found = Votre adresse n’a pas été trouvée sur la page. Envoyez-en une avec nom et adresse.
reason-address_document_old = Le document est trop ancien. Envoyez-en un des 3 derniers mois.
reason-underage = Vous n’avez pas atteint l’âge requis.
reason-suspected_fraud = La vérification n’a pas pu être menée à bien avec ce qui a été envoyé.
reason-duplicate = Vous êtes déjà vérifié par une autre demande.
reason-document_not_found = Aucun document n’est visible sur l’image. Photographiez votre document.
reason-document_invalid = Ce document n’est pas valable. Utilisez-en un autre.
reason-upload_failed = Le fichier est arrivé endommagé. Envoyez-le à nouveau.
reason-country_not_accepted = Les personnes ou documents de ce pays ne peuvent pas être acceptés.
reason-too_many_tries = Trop d’essais sans succès.
reason-address_unreadable = Le justificatif de domicile est illisible. Prenez une image plus nette, bien éclairée.
reason-address_mismatch = Vos informations diffèrent du justificatif de domicile.
reason-timed_out = La vérification n’a pas été terminée à temps.
reason-other = Cela n’a pas pu être accepté. Voir la note pour plus de détails.

## Your own page
me-title = Vos demandes
me-lead = Ce que { $tenant } vous demande apparaît ici.
me-open = En cours
me-none-title = Rien à faire
me-none-text = Quand { $tenant } vous demande quelque chose, cela apparaît ici aussitôt.
me-past = Réponses précédentes
me-new = Une nouvelle demande est arrivée.
me-back = Toutes les demandes
me-asks-transaction = { $tenant } vous demande de confirmer une opération
me-asks-login = { $tenant } vous demande de confirmer une connexion
me-asks-location = { $tenant } demande où vous êtes
me-asks-device = { $tenant } demande quel appareil vous utilisez
me-asks-document = { $tenant } vous demande un document
me-asked-at = Demandé
me-answered-at = Répondu
me-ends-at = Expire
me-address = Adresse internet de la réponse
me-in-moment = dans moins d’une minute
me-in-minutes = { $minutes ->
    [one] dans { $minutes } minute
   *[other] dans { $minutes } minutes
}
me-in-hours = { $hours ->
    [one] dans { $hours } heure
   *[other] dans { $hours } heures
}
me-in-days = { $days ->
    [one] dans { $days } jour
   *[other] dans { $days } jours
}
me-approve = Approuver
me-decline = Refuser
me-not-you = Si ce n’était pas vous, refusez.
me-selfie-first = Prenez un selfie pour approuver
me-selfie-why = Il montre que c’est bien vous. { $tenant } reçoit l’image avec votre réponse. Pour refuser, aucune image n’est nécessaire.
me-selfie-check = Votre visage est-il entièrement visible et net ?
me-selfie-missing = Pour approuver, un selfie est nécessaire. Prenez-en un d’abord.
me-location-what = { $tenant } reçoit la position que cet appareil indique. Elle est lue une seule fois, quand vous appuyez sur le bouton.
me-location-share = Partager ma position
me-location-refused = Votre position n’a pas été partagée. Vous pouvez l’autoriser dans les réglages du navigateur ou choisir de ne pas la partager.
me-location-unavailable = Votre position est introuvable. Vous pouvez réessayer ou choisir de ne pas la partager.
me-location-missing = Votre position n’est pas arrivée. Veuillez réessayer.
me-refuse = Ne pas partager
me-no-script = Les scripts sont désactivés dans ce navigateur, il ne peut donc pas indiquer votre position. Activez-les ou choisissez de ne pas partager.
me-device-what = { $tenant } reçoit le type d’appareil et son système, le niveau de batterie, le type de connexion et votre adresse internet, dans la mesure où ce navigateur les indique.
me-device-place = Si vous êtes d’accord, votre position est transmise aussi, lue une seule fois quand vous appuyez sur le bouton.
me-device-share = Partager l’appareil seul
me-device-share-place = Partager l’appareil et la position
me-device-refused = Votre position n’a pas été partagée. Vous pouvez l’autoriser dans les réglages du navigateur ou partager l’appareil seul.
me-device-unavailable = Votre position est introuvable. Vous pouvez réessayer ou partager l’appareil seul.
me-status-approved = Approuvé
me-status-declined = Refusé
me-status-answered = Partagé
me-status-refused = Non partagé
me-status-expired = Terminé sans réponse
me-approved-title = Vous avez approuvé
me-declined-title = Vous avez refusé
me-answered-title = Vous avez partagé
me-refused-title = Vous n’avez pas partagé
me-expired-title = Cette demande est terminée
me-expired-text = Elle n’a pas reçu de réponse à temps, rien n’a donc été approuvé ni partagé. Si vous en avez encore besoin, recommencez chez { $tenant }.
me-told = { $tenant } a votre réponse.
me-already = Cette demande a déjà reçu une réponse. Une réponse compte une seule fois.
me-push-title = Être averti aussitôt
me-push-text = Ce navigateur peut vous avertir quand { $tenant } demande quelque chose. La notification ne dit pas quoi.
me-push-allow = Autoriser les notifications
me-push-on = Les notifications sont activées dans ce navigateur.
me-push-blocked = Les notifications sont bloquées. Vous pouvez les autoriser dans les réglages du navigateur.
me-push-failed = Les notifications n’ont pas pu être activées. Veuillez réessayer plus tard.
me-install-text = Pour garder cette page sous la main, ajoutez-la à l’écran d’accueil depuis le menu du navigateur.
me-install = Installer comme application
me-notify-confirmation = { $tenant } vous demande de confirmer quelque chose
me-notify-other = { $tenant } vous demande quelque chose
me-notify-text = Ouvrez pour voir et répondre.

## Mails and text messages
mail-hello = Bonjour { $name },
mail-hello-unnamed = Bonjour,
mail-ignore = Si vous n’attendiez pas ce message, vous pouvez l’ignorer.
mail-automatic = Ce message a été envoyé pour { $tenant }. Merci de ne pas y répondre.
mail-link-subject = { $tenant } : confirmez votre identité
mail-link-text = { $tenant } vous demande de confirmer votre identité. Gardez votre pièce d’identité à portée de main.
mail-link-button = Commencer la vérification
mail-link-until = Le lien est valable jusqu’au { $date }. Il est personnel ; ne le transférez pas.
mail-resubmit-subject = { $tenant } : une étape supplémentaire est nécessaire
mail-resubmit-again = Merci pour votre envoi. Une ou plusieurs étapes doivent être refaites.
mail-resubmit-reason = Pourquoi : { $reason }
mail-resubmit-button = Continuer la vérification
mail-approved-subject = { $tenant } : votre vérification est terminée
mail-approved-text = Votre vérification a été approuvée. Il n’y a plus rien à faire.
mail-rejected-subject = { $tenant } : le résultat de votre vérification
mail-rejected-text = Votre vérification n’a pas pu être approuvée.
mail-request-subject = { $tenant } demande un document : { $title }
mail-request-text = { $tenant } vous demande : { $title }.
mail-request-button = Ouvrir votre page
mail-refused-subject = { $tenant } : un document n’a pas pu être accepté
mail-refused-text = Un document que vous avez envoyé n’a pas pu être accepté.
mail-inquiry-subject = { $tenant } vous demande une confirmation
mail-inquiry-text = { $tenant } attend votre réponse.
mail-inquiry-button = Voir et répondre
mail-inquiry-warning = Ne répondez que si vous vous y attendez. Sinon, refusez et prévenez { $tenant }.
mail-rejected-contact = Pour toute question, contactez { $tenant } et indiquez cette référence : { $reference }.
mail-code-subject = { $code } est votre code pour { $tenant }
mail-code-text = Votre code est { $code }.
mail-code-warning = Ne partagez jamais ce code. Personne chez { $tenant } ne vous le demandera.
sms-code = { $code } est votre code pour { $tenant }. Ne le partagez pas.

## Details, answers and forms
consent-purpose = { $tenant } doit savoir qui sont ses clients.
document-details = Vos informations, exactement comme sur le document
document-surname = Nom
document-given_names = Prénoms
document-birth_on = Date de naissance
document-number = Numéro du document
field-required = Veuillez remplir ce champ.
field-too-long = Veuillez raccourcir ce texte.
details-birth_on = Saisissez une date de naissance qui existe, par exemple 1990-02-28.
contact-email = Saisissez une adresse e-mail, par exemple nom@example.com.
contact-phone = Saisissez le numéro complet avec l’indicatif du pays, par exemple +49 30 123456.
code-wait = Un code vient d’être envoyé. Attendez un peu avant d’en demander un autre.
questionnaire-other = Veuillez préciser
questionnaire-kept = Déjà envoyé : { $name }
questionnaire-remove = Retirer
error-form-title = Cette page est restée ouverte trop longtemps
error-form-text = Rechargez-la. Rien de ce que vous avez envoyé n’est perdu.
error-upload-title = Le fichier n’est pas arrivé en entier
error-upload-text = La connexion a été coupée pendant l’envoi. Ce que vous avez déjà envoyé est en sécurité. Revenez en arrière et envoyez le fichier à nouveau.
error-expired-anyone = Les liens ne fonctionnent que pour un temps limité. Demandez-en un nouveau à l’expéditeur.
error-paused-anyone = Les vérifications ne sont pas acceptées ici en ce moment. Votre progression est enregistrée. Veuillez réessayer plus tard.
error-deletion-anyone = La suppression est prévue. Pour continuer, demandez d’abord à l’expéditeur du lien de l’arrêter.
questionnaire-other-choice = Autre
questionnaire-none-choice = Aucun de ces choix
